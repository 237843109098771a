"""Counters of the articles of each author and each month, kept up with whatever changes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus
from articles.delivery import counters
from articles.delivery.triggers import put_triggers
from articles.models import Article, Author, AuthorCounter, Byline, MonthCounter
from articles.publishing.verifying import disagreements
from tests import factories as make

pytestmark = pytest.mark.django_db

#: In the newsroom's zone; in May, where it was still April in Greenwich.
MAY = dt.datetime(2025, 4, 30, 22, 30, tzinfo=dt.UTC)
JUNE = dt.datetime(2025, 6, 15, 12, tzinfo=dt.UTC)


@pytest.fixture
def ada() -> Author:
    return make.make_author("Ada Neri")


@pytest.fixture
def ugo() -> Author:
    return make.make_author("Ugo Riva")


def agree() -> None:
    """Assert that the counters equal the numbers of articles there are."""
    assert not counters.misjudged_authors()
    assert not counters.misjudged_months()


def months() -> dict[str, int]:
    """The numbers that pages show for each month."""
    agree()
    return {f"{day:%Y-%m}": count for day, count in MonthCounter.objects.come().per_month()}


def counts() -> dict[str, int]:
    """The numbers that pages show for each author."""
    agree()
    rows = Author.objects.with_article_count().filter(article_count__gt=0)
    return dict(rows.values_list("name", "article_count"))


def test_counters_count_published_articles(ada: Author, ugo: Author):
    make.make_published("Uno", authors=[ada, ugo])
    make.make_published("Due", authors=[ada])
    make.make_article("Bozza", authors=[ada])
    make.make_scheduled("Embargo", authors=[ada, ugo])
    make.make_article("Ritirato", authors=[ugo], status=ArticleStatus.WITHDRAWN)
    assert counts() == {"Ada Neri": 2, "Ugo Riva": 1}


CHANGES: dict[str, tuple[Callable[[Article, Author, Author], object], dict[str, int]]] = {
    "withdrawn": (lambda article, a, u: publishing.withdraw(article=article, by=None), {}),
    "deleted": (lambda article, a, u: article.delete(), {}),
    "deleted in bulk": (lambda article, a, u: Article.objects.all().delete(), {}),
    "signed by another": (
        lambda article, a, u: publishing.save(
            [article], publishing.Decisions(authors=[u]), by=None
        ),
        {"Ugo Riva": 1},
    ),
    "signed by two": (
        lambda article, a, u: publishing.save(
            [article], publishing.Decisions(authors=[a, u]), by=None
        ),
        {"Ada Neri": 1, "Ugo Riva": 1},
    ),
    "signed from a shell": (
        lambda article, a, u: Byline.objects.update(author=u),
        {"Ugo Riva": 1},
    ),
    "its signature deleted": (lambda article, a, u: Byline.objects.all().delete(), {}),
    "drafts again from a shell": (
        lambda article, a, u: Article.objects.update(status=ArticleStatus.DRAFT),
        {},
    ),
    "under embargo": (
        lambda article, a, u: Article.objects.update(published_at=timezone.now() + make.HOUR),
        {},
    ),
    "saved": (
        lambda article, a, u: publishing.save([article], by=None),
        {"Ada Neri": 1},
    ),
    "folded": (lambda article, a, u: counters.fold.call(), {"Ada Neri": 1}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_updates_the_author_counters(
    ada: Author, ugo: Author, change: str, monkeypatch
):
    monkeypatch.setattr(counters, "MOST_ROWS", 0)
    article = make.make_published("Uno", authors=[ada])
    act, expected = CHANGES[change]
    act(article, ada, ugo)
    assert counts() == expected


def test_article_deleted_before_its_bylines_is_subtracted(ada: Author):
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


def test_counter_rows_are_folded_by_author(ada: Author, ugo: Author, monkeypatch):
    for number in range(6):
        make.make_published(f"Titolo {number}", authors=[ada, ugo] if number % 2 else [ada])
    make.make_article("Uno di meno", authors=[ugo], status=ArticleStatus.WITHDRAWN)
    before, rows = counts(), AuthorCounter.objects.count()
    counters.fold.call()
    assert AuthorCounter.objects.count() == rows, "few are left as they are"

    monkeypatch.setattr(counters, "MOST_ROWS", 3)
    counters.fold.call()
    assert counts() == before == {"Ada Neri": 6, "Ugo Riva": 3}
    assert AuthorCounter.objects.count() == 2


def test_missing_counters_are_counted_from_scratch(ada: Author):
    with connection.cursor() as cursor:
        on = " ON articles_article" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER tally_articles_article_update{on}")
    make.make_published("Uno", authors=[ada])
    assert [author.name for author in counters.misjudged_authors()] == ["Ada Neri"]
    assert any("Ada Neri" in words for words in disagreements())
    put_triggers(connection)
    assert counts() == {"Ada Neri": 1}


def test_repair_advised_by_verify_recounts(ada: Author):
    make.make_published("Uno", authors=[ada], published_at=MAY)
    AuthorCounter.objects.all().delete()
    MonthCounter.objects.all().delete()
    found = list(disagreements())
    assert any("Ada Neri" in words for words in found)
    assert any("maggio 2025" in words for words in found)
    call_command("derive_texts", verbosity=0)
    assert counts() == {"Ada Neri": 1}
    assert months() == {"2025-05": 1}


@pytest.mark.parametrize("model", [AuthorCounter, MonthCounter])
def test_loaded_dump_counts_its_own_articles(ada: Author, model: type):
    make.make_published("Uno", authors=[ada])
    copied = serializers.serialize("json", model.objects.all())
    for row in serializers.deserialize("json", copied):
        row.save()
    assert counts() == {"Ada Neri": 1}


MONTHS: dict[str, tuple[Callable[[Article], object], dict[str, int]]] = {
    "as it came": (lambda article: None, {"2025-05": 1}),
    "withdrawn": (lambda article: publishing.withdraw(article=article, by=None), {}),
    "deleted": (lambda article: article.delete(), {}),
    "a draft again from a shell": (
        lambda article: Article.objects.update(status=ArticleStatus.DRAFT, published_at=None),
        {},
    ),
    "withdrawn and dated anew from a shell": (
        lambda article: Article.objects.update(status=ArticleStatus.WITHDRAWN, published_at=JUNE),
        {},
    ),
    "dated anew": (lambda article: Article.objects.update(published_at=JUNE), {"2025-06": 1}),
    "dated anew in its month": (
        lambda article: Article.objects.update(published_at=MAY + make.HOUR),
        {"2025-05": 1},
    ),
    "under embargo": (
        lambda article: Article.objects.update(published_at=timezone.now() + make.HOUR),
        {},
    ),
    "saved": (lambda article: publishing.save([article], by=None), {"2025-05": 1}),
}


@pytest.mark.parametrize("is_folded", [False, True])
@pytest.mark.parametrize("change", MONTHS)
def test_every_change_updates_the_month_counters(change: str, monkeypatch, is_folded: bool):
    monkeypatch.setattr(counters, "MOST_ROWS", 0)
    first, second = (make.make_published(f"{n}", published_at=MAY) for n in ("Uno", "Due"))
    second.delete()
    if is_folded:
        counters.fold.call()
        assert MonthCounter.objects.count() == 1
    act, expected = MONTHS[change]
    act(first)
    assert months() == expected
    counters.fold.call()
    assert months() == expected


def test_ended_embargo_is_counted_by_itself(monkeypatch):
    monkeypatch.setattr(counters, "MOST_ROWS", 0)
    moment = timezone.now().replace(microsecond=0) + make.HOUR
    for name in ("Uno", "Due"):
        make.make_published(name, published_at=moment)
    counters.fold.call()
    assert months() == {}
    assert MonthCounter.objects.count() == 2, "what is to come is left with its time"
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert sum(months().values()) == 2
    counters.fold.call()
    assert sum(months().values()) == 2
    assert MonthCounter.objects.count() == 1


def test_folding_waits_for_more_rows_than_authors(monkeypatch, ada: Author, ugo: Author):
    monkeypatch.setattr(counters, "MOST_ROWS", 1)
    make.make_published("Uno", authors=[ada, ugo], published_at=MAY)
    make.make_published("Due", published_at=JUNE)
    before = set(AuthorCounter.objects.values_list("pk")) | set(
        MonthCounter.objects.values_list("pk")
    )
    counters.fold.call()
    after = set(AuthorCounter.objects.values_list("pk")) | set(
        MonthCounter.objects.values_list("pk")
    )
    assert after == before


def test_year_page_shows_the_counts_of_its_months(client, at_most):
    for number in range(3):
        make.make_published(f"Maggio {number}", published_at=MAY)
    make.make_published("Giugno", published_at=JUNE)
    with at_most(2):  # one is which years there are
        page = client.get("/archivio/2025/").content.decode()
    assert "4 pezzi" in page
    assert "3 pezzi" in page
    assert page.index("/archivio/2025/05/") < page.index("/archivio/2025/06/")
    assert "/archivio/2025/04/" not in page


@pytest.mark.django_db(transaction=True)
def test_an_emptied_paper_has_no_months(ada: Author):
    """Tables are emptied in an order of their own: articles may be counted out of an empty one."""
    make.make_published("Uno", authors=[ada], published_at=MAY)
    call_command("flush", interactive=False, verbosity=0)
    assert not MonthCounter.objects.exists()
    assert not AuthorCounter.objects.exists()
