"""How many pieces each author signs is counted as they change, whatever changes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import serializers
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.choices import ArticleStatus
from articles.models import Article, Author, AuthorTally, Byline
from articles.publishing import tallies
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Author:
    return make.make_author("Ada Neri")


@pytest.fixture
def ugo() -> Author:
    return make.make_author("Ugo Riva")


def counts() -> dict[str, int]:
    """What pages say of each; what is counted agrees with what there is."""
    assert not tallies.misjudged()
    rows = Author.objects.with_article_count().filter(article_count__gt=0)
    return dict(rows.values_list("name", "article_count"))


def test_what_readers_see_is_counted(ada: Author, ugo: Author):
    make.make_published("Uno", authors=[ada, ugo])
    make.make_published("Due", authors=[ada])
    make.make_article("Bozza", authors=[ada])
    make.make_scheduled("Embargo", authors=[ada, ugo])
    make.make_article("Ritirato", authors=[ugo], status=ArticleStatus.WITHDRAWN)
    assert counts() == {"Ada Neri": 2, "Ugo Riva": 1}


CHANGES: dict[str, tuple[Callable[[Article, Author, Author], object], dict[str, int]]] = {
    "withdrawn": (lambda piece, a, u: publishing.withdraw(article=piece, by=None), {}),
    "deleted": (lambda piece, a, u: piece.delete(), {}),
    "deleted in bulk": (lambda piece, a, u: Article.objects.all().delete(), {}),
    "signed by another": (
        lambda piece, a, u: publishing.save_article(article=piece, by=None, authors=[u]),
        {"Ugo Riva": 1},
    ),
    "signed by two": (
        lambda piece, a, u: publishing.save_article(article=piece, by=None, authors=[a, u]),
        {"Ada Neri": 1, "Ugo Riva": 1},
    ),
    "signed from a shell": (
        lambda piece, a, u: Byline.objects.update(author=u),
        {"Ugo Riva": 1},
    ),
    "its signature deleted": (lambda piece, a, u: Byline.objects.all().delete(), {}),
    "drafts again from a shell": (
        lambda piece, a, u: Article.objects.update(status=ArticleStatus.DRAFT),
        {},
    ),
    "under embargo": (
        lambda piece, a, u: Article.objects.update(published_at=timezone.now() + make.HOUR),
        {},
    ),
    "saved": (
        lambda piece, a, u: publishing.save_article(article=piece, by=None),
        {"Ada Neri": 1},
    ),
    "folded": (lambda piece, a, u: tallies.fold.call(), {"Ada Neri": 1}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_counted(ada: Author, ugo: Author, change: str, monkeypatch):
    monkeypatch.setattr(tallies, "MOST_ROWS", 0)
    piece = make.make_published("Uno", authors=[ada])
    act, expected = CHANGES[change]
    act(piece, ada, ugo)
    assert counts() == expected


def test_a_piece_that_goes_before_its_bylines_is_counted_out(ada: Author):
    make.make_published("Uno", authors=[ada])
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        key = Article.objects.get().pk
        for table in ("articles_article", "articles_byline"):
            column = "id" if table == "articles_article" else "article_id"
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [key])  # noqa: S608
        for table in ("mention", "articletext", "searchentry", "look", "rendering"):
            cursor.execute(f"DELETE FROM articles_{table} WHERE article_id = %s", [key])  # noqa: S608
    assert counts() == {}


def test_many_rows_are_folded_into_one_an_author(ada: Author, ugo: Author, monkeypatch):
    for number in range(6):
        make.make_published(f"Titolo {number}", authors=[ada, ugo] if number % 2 else [ada])
    make.make_article("Uno di meno", authors=[ugo], status=ArticleStatus.WITHDRAWN)
    before, rows = counts(), AuthorTally.objects.count()
    tallies.fold.call()
    assert AuthorTally.objects.count() == rows, "few are left as they are"

    monkeypatch.setattr(tallies, "MOST_ROWS", 3)
    tallies.fold.call()
    assert counts() == before == {"Ada Neri": 6, "Ugo Riva": 3}
    assert AuthorTally.objects.count() == 2


def test_where_nobody_counted_everything_is_counted(ada: Author):
    with connection.cursor() as cursor:
        on = " ON articles_article" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER tally_articles_article_update{on}")
    make.make_published("Uno", authors=[ada])
    assert [author.name for author in tallies.misjudged()] == ["Ada Neri"]
    assert any("Ada Neri" in words for words in publishing.disagreements())
    publishing.put_triggers(connection)
    assert counts() == {"Ada Neri": 1}


def test_a_copy_of_the_paper_counts_its_own(ada: Author):
    make.make_published("Uno", authors=[ada])
    copied = serializers.serialize("json", AuthorTally.objects.all())
    for row in serializers.deserialize("json", copied):
        row.save()
    assert counts() == {"Ada Neri": 1}
