"""How many published pieces each author signs, counted by the database as they change: what a page
asks of it does not grow with the archive. What is under embargo is in the count; it is little, and
readers' queries take it off (see `querysets.subjects`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django_tasks import task

from articles.choices import ArticleStatus
from articles.models import Article, Author, AuthorTally, Byline
from articles.publishing.later import later

#: From so many rows on they are folded.
MOST_ROWS = 500

_TALLY = AuthorTally._meta.db_table
_ARTICLE = Article._meta.db_table
_AUTHOR = Author._meta.db_table
_BYLINE = Byline._meta.db_table
_OUT = ArticleStatus.PUBLISHED


def tallied() -> Iterator[tuple[str, str, str, str]]:
    """Each table and event that changes a count, the condition under which it may, and the
    statement that writes the change down."""
    yield (
        _ARTICLE,
        "UPDATE",
        f"(OLD.status = '{_OUT}') <> (NEW.status = '{_OUT}')",
        _of_piece(f"CASE WHEN NEW.status = '{_OUT}' THEN 1 ELSE -1 END"),
    )
    # Its bylines go before it, and are counted as they go; where they do not, here.
    yield _ARTICLE, "DELETE", f"OLD.status = '{_OUT}'", _of_piece("-1", row="OLD")
    yield _BYLINE, "INSERT", "", _of_byline("NEW", 1)
    yield _BYLINE, "DELETE", "", _of_byline("OLD", -1)
    moved = "OLD.author_id <> NEW.author_id OR OLD.article_id <> NEW.article_id"
    yield _BYLINE, "UPDATE", moved, f"{_of_byline('OLD', -1)}; {_of_byline('NEW', 1)}"


def _of_piece(change: str, row: str = "NEW") -> str:
    return (
        f"INSERT INTO {_TALLY} (author_id, change) "  # noqa: S608
        f"SELECT author_id, {change} FROM {_BYLINE} WHERE article_id = {row}.id"
    )


def _of_byline(row: str, change: int) -> str:
    return (
        f"INSERT INTO {_TALLY} (author_id, change) SELECT {row}.author_id, {change} "  # noqa: S608
        f"FROM {_ARTICLE} WHERE id = {row}.article_id AND status = '{_OUT}'"
    )


def count_anew(connection: BaseDatabaseWrapper) -> None:
    """Count everything that is there, as when nobody counted before."""
    forget = f"DELETE FROM {_TALLY}"  # noqa: S608
    count = (
        f"INSERT INTO {_TALLY} (author_id, change) SELECT author_id, COUNT(*) "  # noqa: S608
        f"FROM {_BYLINE} JOIN {_ARTICLE} ON {_ARTICLE}.id = article_id "
        f"WHERE status = '{_OUT}' GROUP BY author_id"
    )
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # In one statement: who publishes meanwhile is counted once, by one or by the other.
            cursor.execute(f"WITH gone AS ({forget}) {count}")
        else:
            cursor.execute(forget)
            cursor.execute(count)


def forget_the_gone(connection: BaseDatabaseWrapper) -> None:
    """Forget the changes of authors that are there no more: their keys may be given again."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {_TALLY} WHERE NOT EXISTS "  # noqa: S608
            f"(SELECT 1 FROM {_AUTHOR} WHERE id = {_TALLY}.author_id)"
        )


def fold_later() -> None:
    """Fold the rows, where there are many, when the transaction is done."""
    later(fold)


@task()
def fold() -> None:
    """Make one row of an author's many. Readers see the rows of before or the one of after."""
    if AuthorTally.objects.count() <= MOST_ROWS:
        return
    with transaction.atomic():
        sums: Counter[int] = Counter()
        with transaction.get_connection().cursor() as cursor:
            # In one statement: what another transaction adds meanwhile is neither read nor lost.
            cursor.execute(f"DELETE FROM {_TALLY} RETURNING author_id, change")  # noqa: S608
            for author, change in cursor.fetchall():
                sums[author] += change
        AuthorTally.objects.bulk_create(
            AuthorTally(author_id=author, change=change)
            for author, change in sums.items()
            if change
        )


def misjudged() -> QuerySet[Author]:
    """The authors of whom the count is not what there is, with both: `tallied`, `there`."""
    pieces = Byline.objects.filter(article__status=_OUT, author=OuterRef("pk")).order_by()
    there = pieces.values("author").annotate(n=Count("pk")).values("n")
    rows = Author.objects.annotate(
        tallied=Coalesce(Sum("tallies__change"), 0), there=Coalesce(Subquery(there), 0)
    )
    return rows.exclude(tallied=F("there"))
