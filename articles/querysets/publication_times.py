"""When articles came out: how many in which months, the first, the last, the nearest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Aggregate, Count, Subquery, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles.db.date_fields import LATEST

#: Times of articles are whole seconds: what is before a time is up to the second before.
SECOND = dt.timedelta(seconds=1)


class TimesQuerySet(models.QuerySet):
    """What of `ArticleQuerySet` counts articles by their times, or looks for a time."""

    def per_month(self) -> list[tuple[dt.date, int]]:
        """How many articles each month has, the first first; months without any are left out."""
        return _per_month(self, "published_at", Count("pk"))

    def dated_around(
        self, start: dt.datetime, end: dt.datetime
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """The times of the last article that readers see before `start`, and of the first from
        `end` on. One query."""
        before = self.published(until=start - SECOND)
        after = self.published().filter(published_at__gte=end)
        return self._times(before.newest_first(), after.oldest_first())

    def first_and_last(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """The times of the oldest article that readers see and of the newest. One query, at the
        ends of the index."""
        seen = self.published()
        return self._times(seen.oldest_first(), seen.newest_first())

    def _times(self, *ordered: TimesQuerySet) -> tuple[dt.datetime | None, ...]:
        """The time of the first of each."""
        return self._at_once([rows.values("published_at")[:1] for rows in ordered])

    def _at_once(self, asked: Sequence[models.QuerySet]) -> tuple[Any, ...]:
        """The one value that each of the queries gives, in one query; None where it gives none."""
        row = self.order_by().values_list(*(Subquery(query) for query in asked))[:1]
        return next(iter(row), (None,) * len(asked))


class MonthCounterQuerySet(models.QuerySet):
    """What the database has counted of articles by the times they are dated at."""

    def come(self) -> MonthCounterQuerySet:
        """What is dated in the past: what readers see."""
        return self.filter(moment__lte=timezone.now())

    def per_month(self) -> list[tuple[dt.date, int]]:
        """How many articles each month has, the first first; months without any are left out. What
        it costs does not grow with the archive."""
        return _per_month(self, "moment", Sum("change"))


def _per_month(rows: models.QuerySet, column: str, count: Aggregate) -> list[tuple[dt.date, int]]:
    told = rows.filter(**{f"{column}__lt": LATEST})  # SQLite cannot tell the month of what is after
    months = told.order_by().annotate(month=TruncMonth(column)).values("month")
    counted = months.annotate(n=count).exclude(n=0).order_by("month")
    return [(month.date(), n) for month, n in counted.values_list("month", "n")]
