"""Cached pages equal fresh ones, for every page, after each thing that can happen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from articles import publishing
from articles.db.choices import MentionStanding
from articles.delivery.article_fragments import render_articles
from articles.delivery.dossier_fragments import make_dossiers
from articles.models import Article, Author, Mention, Organization, Person, Section, Tag
from tests import factories as make
from tests.reader import Reader
from tests.test_nothing_unpublished import walked

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def first() -> Article:
    return Article.objects.published().newest_first().first()


def save(**fields: object) -> None:
    article = first()
    for name, value in fields.items():
        setattr(article, name, value)
    publishing.save([article], by=None)


def rename(model: type, name: str) -> None:
    subject = model.objects.order_by("pk").first()
    subject.name = name
    publishing.save_subject(subject=subject)


def merge() -> None:
    keep, absorb = Organization.objects.order_by("pk")[:2]
    publishing.merge(keep=keep, absorb=absorb, by=None)


def decide() -> None:
    mention = Mention.objects.visible().select_related("article").first()
    publishing.decide_mentions([mention], standing=MentionStanding.REJECTED, by=None)


#: Feeds of one subject, in each of their formats, are one kind.
FOR_MACHINES = re.compile(r"^api/.*|.*\bfeed/")
BETWEEN = 4  # of as many of them one is looked at
PARAGRAPH = "<p>Il CEO di OpenAI Sam Altman ha detto: «Apriremo i modelli».</p>"
ACTS: list[Callable[[], object]] = [
    lambda: make.make_published("Parola nuova", body="<p>OpenAI, DeepSeek.</p>", tags=["tema"]),
    lambda: save(headline="Parola cambiata", standfirst="Altro."),
    lambda: save(slug="un-altro-indirizzo"),
    lambda: save(body="<p>Di DeepSeek soltanto.</p>"),
    decide,
    lambda: make.confirm_quotations(Article.objects.get(slug="parola-5")),
    lambda: rename(Person, "Altra Persona"),
    lambda: rename(Author, "Altra Firma"),
    lambda: rename(Section, "Altra sezione"),
    lambda: rename(Tag, "Altro tema"),
    merge,
    lambda: publishing.withdraw(article=first(), by=None),
    lambda: first().delete(),
    lambda: publishing.arrange_front(
        places=[Article.objects.published().oldest_first().first()],
        until=timezone.now() + 5 * make.HOUR,
        seen=publishing.front_arrangement(),
        by=None,
    ),
    lambda: make.make_scheduled("Parola sotto embargo", body="<p>OpenAI.</p>"),
]


def some_of(paths: set[str], turn: int) -> list[str]:
    """Return the paths to look at this turn: all pages and, on SQLite alone, a part of each kind of
    what machines read, which depends on the same numbers."""
    chosen: list[str] = []
    kinds: dict[str, list[str]] = {}
    for path in sorted(paths):
        if kind := FOR_MACHINES.match(resolve(path.partition("?")[0]).route):
            kinds.setdefault(kind[0], []).append(path)
        else:
            chosen.append(path)
    if connection.vendor == "sqlite":
        for alike in kinds.values():
            chosen += alike if len(alike) < BETWEEN else alike[turn % BETWEEN :: BETWEEN]
    return chosen


def test_cached_pages_equal_fresh_pages(reader: Reader, client: Client, monkeypatch):
    for name in ("OpenAI", "DeepSeek", "Meta"):
        make.make_organization(name)
    for number in range(6):
        make.make_published(
            f"Parola {number}", hours_ago=number + 1,
            body="<p>OpenAI e DeepSeek. Meta.</p>" + PARAGRAPH,
            section=make.make_section("Modelli"), tags=["tema", f"tema {number % 2}"],
            lead_picture=make.make_picture(f"{number}.png"),
        )  # fmt: skip
    make.make_published("Parola vecchia", hours_ago=30)  # in a section of its own
    known = set()
    turn = 0

    def compare(what: str, *, also_ready: bool = True) -> None:
        nonlocal turn
        known.update(walked())
        made = reader.pages_made
        pages = {path: reader.get(path) for path in some_of(known, turn)}
        turn += 1
        # Made now, and as it is made when an article is saved.
        for ready in (False, True) if also_ready else (False,):
            if ready:
                render_articles(Article.objects.values_list("pk", flat=True))
                make_dossiers(Organization.objects.values_list("pk", flat=True))
            cache.clear()  # of who asked the API how often
            for path, page in pages.items():
                fresh = client.get(path)
                assert (page.status_code, page.content) == (fresh.status_code, fresh.content), what
        assert reader.pages_made > made, what

    compare("at first")
    for number, act in enumerate(ACTS):
        act()
        compare(f"act {number}", also_ready=number % 5 == 0)
    later = timezone.now() + dt.timedelta(hours=25)
    monkeypatch.setattr(timezone, "now", lambda: later)
    compare("after the embargo")
