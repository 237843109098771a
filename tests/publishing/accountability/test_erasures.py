"""Requests to be forgotten: a note, the way out of search engines, the register.

A decision is in force at the next request, and ends when it is undone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import publishing
from articles.db.choices import ErasureKind
from articles.delivery import article_fragments
from articles.models import OblivionDecision
from articles.models.erasures import months_after
from tests import factories as make
from tests.publishing.accountability.erasure import ARTICLE, ask, decide, undo, with_word
from tests.test_nothing_unpublished import read, walked

pytestmark = pytest.mark.django_db


# A note on how it ended


def test_a_note_stands_at_the_head_of_the_article(article, reader):
    before = with_word(reader, "prosciolto")
    decision = decide(article, ErasureKind.NOTE, note="Nel 2025 è stato prosciolto.")
    after = with_word(reader, "prosciolto")
    api = ARTICLE.replace("/articoli/", "/api/articles/").rstrip("/")
    assert before == set() and {ARTICLE, api, f"{api}/ninjs", "/feed/"} <= after
    page = reader.get(ARTICLE).text.partition("<main")[2]
    assert page.index("Com’è andata a finire") < page.index("nega tutto")
    undo(decision)
    assert with_word(reader, "prosciolto") == set()


# Out of search engines


def test_unindexed_article_is_hidden_from_engines_only(article, reader):
    month = timezone.localtime(article.published_at)  # an hour ago it may have been another
    of_engines = {
        *(f"/{name}.xml" for name in ("sitemap-news", f"sitemap-{month:%Y-%m}")),
        *(f"/{of}feed/{kind}" for of in ("", "sezioni/modelli/", "temi/tema/",
          "autori/di-fantasy/", "organizzazioni/openai/") for kind in ("", "atom/", "json/")),
        "/api/articles", "/api/search?q=zibaldone&limit=100",
    }  # fmt: skip
    of_readers = {"/", "/articoli/", "/organizzazioni/openai/", "/sezioni/modelli/", ARTICLE}
    slug = article.slug
    before = with_word(reader, slug)
    assert of_readers <= before and of_engines - {"/api/search?q=zibaldone&limit=100"} <= before
    decision = decide(article, ErasureKind.UNINDEXED)
    after = with_word(reader, slug)
    assert of_readers <= after and not of_engines & after
    assert slug in reader.get("/cerca/?q=frode").text
    assert reader.get("/api/search?q=frode").json()["items"] == []
    undo(decision)
    assert with_word(reader, slug) == before


def test_unindexed_article_is_marked_noindex(article, reader, client):
    api = f"/api/articles/{article.slug}"

    def robots() -> list[tuple[bool, bool]]:
        found = []
        for who in (reader, client):
            for path in (ARTICLE, api, f"{api}/ninjs"):
                answer = who.get(path)
                header = answer.headers.get("X-Robots-Tag", "")
                found.append(("noindex" in header, '<meta name="robots"' in answer.text))
        return found

    assert robots() == [(False, False)] * 6
    decision = decide(article, ErasureKind.UNINDEXED)
    expected = [(True, True), (True, False), (True, False)] * 2
    assert robots() == expected
    article_fragments.render_articles([article.pk])
    assert robots() == expected
    undo(decision)
    assert robots() == [(False, False)] * 6


def test_corrections_of_an_unindexed_article_leave_feeds(article, reader):
    amendment = publishing.Amendment("correction", "Era zibaldone.", "Non era.")
    publishing.correct(article=article, amendment=amendment, by=None)
    decide(article, ErasureKind.UNINDEXED)
    found = with_word(reader, "Era zibaldone.")
    assert "/correzioni/" in found
    assert not [path for path in found if "feed" in path or path == "/api/corrections"]


def test_unindexing_is_decided_once(article):
    decide(article, ErasureKind.UNINDEXED)
    with pytest.raises(ValidationError, match="già fuori dai motori"):
        decide(article, ErasureKind.UNINDEXED)


# The register


def test_refused_request_changes_no_page(article, reader):
    before = read(reader, list(walked()))
    asked = reader.pages_made
    assert read(reader, list(walked())) == before
    anew = reader.pages_made - asked  # what is never kept
    decide(article, ErasureKind.REFUSAL)
    asked = reader.pages_made
    assert read(reader, list(walked())) == before
    assert reader.pages_made - asked == anew


def test_undoing_a_decision_needs_a_reason_and_happens_once(article):
    decision = decide(article, ErasureKind.UNINDEXED)
    with pytest.raises(ValidationError):
        publishing.undo_erasure(decision=decision, by=None, why=" ")
    undo(decision)
    with pytest.raises(ValidationError):
        undo(decision)
    decision.refresh_from_db()
    assert decision.undone_at and decision.undone_why == "Si è sbagliato."


def test_decision_on_an_article_outside_the_request_is_refused(article):
    other = make.make_published("Non c’entra")
    with pytest.raises(ValidationError, match="non riguarda questo pezzo"):
        decide(other, ErasureKind.UNINDEXED, request=ask(article))


def test_only_a_direttore_decides_erasures(article, redattore, caporedattore, direttore):
    for person, may in ((redattore, False), (caporedattore, False), (direttore, True)):
        assert publishing.may_decide_erasure(person) == may
        assert publishing.may_see_erased_names(person) == may
        decision = OblivionDecision(
            request=ask(article), article=article, kind=ErasureKind.REFUSAL, reasons="No."
        )
        if may:
            publishing.decide_erasure(decision=decision, by=person)
            publishing.undo_erasure(decision=decision, by=person, why="Sì.")
            continue
        with pytest.raises(PermissionDenied):
            publishing.decide_erasure(decision=decision, by=person)
        with pytest.raises(PermissionDenied):
            publishing.undo_erasure(decision=decide(article, "refusal"), by=person, why="Sì.")


def test_request_is_due_after_a_month(article, monkeypatch, settings):
    request = ask(article, received_on=dt.date(2026, 1, 31))
    assert request.due_on == dt.date(2026, 2, 28)
    clocks = {}
    for day in (dt.date(2026, 2, 27), dt.date(2026, 2, 28), dt.date(2026, 3, 2)):
        now = dt.datetime.combine(day, dt.time(9), timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        clocks[day.day] = (request.clock, request.is_overdue)
    assert clocks == {
        27: ("entro il 28 febbraio 2026", False),
        28: ("entro oggi", False),
        2: ("in ritardo di 2 giorni", True),
    }
    settings.OBLIVION_MONTHS = 3
    assert request.due_on == dt.date(2026, 4, 30)
    request.answered_on = dt.date(2026, 2, 10)
    assert request.clock == "" and not request.is_overdue


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [((2026, 12, 15), 1, (2027, 1, 15)), ((2024, 1, 31), 1, (2024, 2, 29)),
     ((2026, 11, 30), 3, (2027, 2, 28))],
)  # fmt: skip
def test_month_arithmetic_stops_at_the_last_day(day: tuple, months: int, after: tuple):
    assert months_after(dt.date(*day), months) == dt.date(*after)
