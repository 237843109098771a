"""The health check."""

import logging
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.test import Client

from articles.models import SearchEntry
from articles.site.views import health
from tests import factories as make

pytestmark = pytest.mark.django_db

NAMES = ["database", "edition", "cache", "storage", "search"]


def failed(client: Client) -> list[str]:
    answer = client.get("/salute/")
    data = answer.json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert list(data["checks"]) == NAMES and set(data) == {"status", "checks"}
    names = [name for name, word in data["checks"].items() if word != "ok"]
    assert answer.status_code == (503 if names else 200)
    assert data["status"] == ("failed" if names else "ok")
    return names


def test_healthy_paper_says_so(client: Client, at_most):
    for number in range(3):
        make.make_published(f"Pezzo {number}")
    make.make_scheduled()
    make.make_article("Bozza")
    with at_most(6):
        assert failed(client) == []


def test_empty_paper_is_healthy(client: Client):
    assert failed(client) == []


def test_each_check_fails_by_itself(client: Client, monkeypatch, settings, caplog, tmp_path):
    make.make_published()
    SearchEntry.objects.all().delete()
    assert failed(client) == ["search"]
    on = " ON articles_section" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER edition_articles_section_update{on}")
    assert failed(client) == ["edition", "search"]
    monkeypatch.setattr(health, "_LEAST_FREE", 2**62)
    assert failed(client) == ["edition", "storage", "search"]
    nothing = SimpleNamespace(set=lambda *given: None, get=lambda name: None)
    monkeypatch.setattr(health, "cache", nothing)
    assert failed(client) == ["edition", "cache", "storage", "search"]
    assert "edition_articles_section_update" in caplog.text


def test_health_answer_hides_the_cause(client: Client, monkeypatch, caplog):
    def silent() -> None:
        raise OperationalError("connection to 10.0.0.7 refused for user paper")

    monkeypatch.setitem(health.CHECKS, "database", silent)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/salute/")
    assert answer.status_code == 503 and "10.0.0.7" not in answer.text
    assert "10.0.0.7" in caplog.text


def test_health_is_never_cached(reader):
    before = reader.pages_made
    assert [reader.get("/salute/").status_code for _ in range(2)] == [200, 200]
    assert reader.pages_made == before + 2
