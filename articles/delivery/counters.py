"""Counters of the published articles of each author and of each month, kept by the database as
articles change, so that the cost of a page does not grow with the archive.

Articles under embargo are counted too. Readers' queries subtract them from an author's count (see
`querysets.subjects`); in the counters of months they stand under their exact future time, and so
stay out until it comes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Expression, F, Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone
from django_tasks import task

from articles.db.choices import ArticleStatus
from articles.delivery.tasks import enqueue
from articles.delivery.trigger_sql import Trigger, delete, exists, insert, select, table_of
from articles.models import Article, Author, AuthorCounter, Byline, MonthCounter
from articles.text.dates import month_span, month_start

#: The number of superfluous rows above which counters are folded.
MOST_ROWS = 500

_AUTHORS, _MONTHS = table_of(AuthorCounter), table_of(MonthCounter)
_ARTICLE, _BYLINE = table_of(Article), table_of(Byline)
_PUBLISHED = ArticleStatus.PUBLISHED
_WAS_PUBLISHED = f"OLD.status = '{_PUBLISHED}'"
_IS_PUBLISHED = f"NEW.status = '{_PUBLISHED}'"


def counting_rules() -> Iterator[Trigger]:
    """Yield a rule for each table and event that changes a count of authors or of months, with the
    condition under which it may and the statement that records the change."""
    turned = f"({_WAS_PUBLISHED}) <> ({_IS_PUBLISHED})"
    signed = _of_article("NEW", f"CASE WHEN {_IS_PUBLISHED} THEN 1 ELSE -1 END")
    yield Trigger("tally", Article, "UPDATE", signed, turned)
    # An article's bylines are deleted before it, and counted then; any that are still there are
    # counted here.
    yield Trigger("tally", Article, "DELETE", _of_article("OLD", "-1"), _WAS_PUBLISHED)
    added, removed = _of_byline("NEW", 1), _of_byline("OLD", -1)
    yield Trigger("tally", Byline, "INSERT", added)
    yield Trigger("tally", Byline, "DELETE", removed)
    moved = "OLD.author_id <> NEW.author_id OR OLD.article_id <> NEW.article_id"
    yield Trigger("tally", Byline, "UPDATE", f"{removed}; {added}", moved)

    added, removed = _of_month("NEW", 1), _of_month("OLD", -1)
    yield Trigger("tally_month", Article, "INSERT", added, _IS_PUBLISHED)
    yield Trigger("tally_month", Article, "DELETE", removed, _WAS_PUBLISHED)
    both = f"{removed} WHERE {_WAS_PUBLISHED}; {added} WHERE {_IS_PUBLISHED}"
    dated = f"({_WAS_PUBLISHED} AND OLD.published_at <> NEW.published_at)"
    yield Trigger("tally_month", Article, "UPDATE", both, f"{turned} OR {dated}")


def _of_article(row: str, change: str) -> str:
    """Return the statement that records a change for each author of the article in a row."""
    authors = select(f"author_id, {change}", Byline, f"article_id = {row}.id")
    return insert(AuthorCounter, "author_id, change", authors)


def _of_byline(row: str, change: int) -> str:
    """Return the statement that records a change for the author of a byline, if its article is
    published."""
    out = f"id = {row}.article_id AND status = '{_PUBLISHED}'"
    author = select(f"{row}.author_id, {change}", Article, out)
    return insert(AuthorCounter, "author_id, change", author)


def _of_month(row: str, change: int) -> str:
    """Return the statement that records a change for the month of an article. A WHERE clause may
    follow it."""
    return insert(MonthCounter, "moment, change", f"SELECT {row}.published_at, {change}")


def recount(connection: BaseDatabaseWrapper) -> None:
    """Recount everything from the articles, discarding the counters that are there."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A transaction that publishes meanwhile waits, so its article is counted once: here, or
            # by its trigger.
            cursor.execute(f"LOCK TABLE {_AUTHORS}, {_MONTHS} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(delete(AuthorCounter))
        cursor.execute(
            f"INSERT INTO {_AUTHORS} (author_id, change) SELECT author_id, COUNT(*) "  # noqa: S608
            f"FROM {_BYLINE} JOIN {_ARTICLE} ON {_ARTICLE}.id = article_id "
            f"WHERE status = '{_PUBLISHED}' GROUP BY author_id"
        )
        cursor.execute(delete(MonthCounter))
        now = timezone.now()
        out = Article.objects.using(connection.alias).filter(status=_PUBLISHED)
        over = [
            (month_span(day.year, day.month)[0], count)
            for day, count in out.filter(published_at__lte=now).per_month()
        ]
        coming = out.filter(published_at__gt=now).values_list("published_at", flat=True)
        MonthCounter.objects.using(connection.alias).bulk_create(
            MonthCounter(moment=moment, change=count)
            for moment, count in [*over, *((moment, 1) for moment in coming)]
        )


def delete_orphaned_counters(connection: BaseDatabaseWrapper) -> None:
    """Delete the counters of authors that no longer exist, because their keys may be given again.
    Delete those of months where no article is left: emptying a database table by table subtracts
    articles from a table of counters that is already empty."""
    with connection.cursor() as cursor:
        cursor.execute(delete(MonthCounter, f"NOT {exists(Article)}"))
        is_there = exists(Author, f"id = {_AUTHORS}.author_id")
        cursor.execute(delete(AuthorCounter, f"NOT {is_there}"))


def fold_later() -> None:
    """Fold the counters, where there are many rows, once the transaction is committed."""
    enqueue(fold)


@task()
def fold() -> None:
    """Merge the many rows of an author into one, and those of a month that has begun. Readers see
    either the rows of before or the one of after."""
    _fold(AuthorCounter, "author_id", into=F("author"), key=int)
    _fold(MonthCounter, "moment", into=TruncMonth("moment"), key=month_start, until=timezone.now())


def _fold(
    model: type[Model], column: str, *, into: Expression, key: Callable, until: Any = None
) -> None:
    """Merge the rows up to a value of the column into one for each `key` of it. `into` is the same
    key as the database computes it."""
    up_to = {} if until is None else {f"{column}__lte": until}
    rows = model.objects.filter(**up_to)
    # The second count is asked only where rows are many: authors alone may be more than the limit.
    if rows.count() <= MOST_ROWS or _spare(rows, into) <= MOST_ROWS:
        return
    where = "" if until is None else f"WHERE {column} <= %s "
    # One statement reads and deletes: a row that another transaction adds meanwhile is neither read
    # nor lost.
    forget = f"DELETE FROM {model._meta.db_table} {where}RETURNING id, {column}, change"  # noqa: S608
    with transaction.atomic():
        sums: Counter[Any] = Counter()
        for row in model.objects.raw(forget, list(up_to.values())):
            sums[key(getattr(row, column))] += row.change
        model.objects.bulk_create(
            model(**{column: value}, change=change) for value, change in sums.items() if change
        )


def _spare(rows: QuerySet, into: Expression) -> int:
    """Return how many rows folding would save."""
    return rows.aggregate(n=Count("pk") - Count(into, distinct=True))["n"]


def misjudged_authors() -> QuerySet[Author]:
    """Return the authors whose counter is wrong, annotated with `counted`, the counter, and
    `there`, the true number."""
    articles = Byline.objects.filter(article__status=_PUBLISHED, author=OuterRef("pk")).order_by()
    there = articles.values("author").annotate(n=Count("pk")).values("n")
    rows = Author.objects.annotate(
        counted=Coalesce(Sum("counters__change"), 0), there=Coalesce(Subquery(there), 0)
    )
    return rows.exclude(counted=F("there"))


def misjudged_months() -> list[tuple[dt.date, int]]:
    """Return the months whose counter is wrong, each with the true number of articles."""
    there = dict(Article.objects.filter(status=_PUBLISHED).per_month())
    counted = dict(MonthCounter.objects.per_month())
    months = sorted({*there, *counted})
    return [(day, there.get(day, 0)) for day in months if there.get(day) != counted.get(day)]
