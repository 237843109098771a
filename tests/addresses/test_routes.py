"""The walk passes nothing by, and hears what breaks."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

from tests.addresses.routes import ARTICLES, families, routes
from tests.addresses.walking import READER, Walk, least


def test_every_address_has_a_family_that_is_walked():
    walked = {*families(desk=False), *families(desk=True), ARTICLES}
    assert {route.family for route in routes()} == walked
    assert sum(map(least, routes())) > 3_000
    names = {route.pattern for route in routes()}
    assert {"", "articoli/<slug:slug>/", "api/search", f"{ARTICLES}/copies/write/"} <= names
    assert len(get_resolver().url_patterns) > 1


@pytest.mark.django_db
def test_broken_address_is_a_fault(walk: Walk, monkeypatch):
    def broken(*given: object) -> None:
        raise RuntimeError("rotto")

    monkeypatch.setattr("articles.site.views.health._answer", broken)
    walk.ask(READER, "/salute/")
    [fault] = walk.faults
    assert fault.startswith("500 reader GET /salute/") and "rotto" in fault
    walk.faults.clear()
