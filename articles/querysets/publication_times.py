"""Querysets of publication times: articles per month, the first and the last, the nearest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Aggregate, Count, Subquery, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles.db.date_fields import LATEST

#: Times of articles are whole seconds: «before a time» is up to the second before it.
SECOND = dt.timedelta(seconds=1)


class TimesQuerySet(models.QuerySet):
    """The methods of `ArticleQuerySet` that count articles by their times, or look up a time."""

    def per_month(self) -> list[tuple[dt.date, int]]:
        """Return the number of articles of each month, the first month first; months without any
        are left out.
        """
        return _per_month(self, "published_at", Count("pk"))

    def dated_around(
        self, start: dt.datetime, end: dt.datetime
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Return the times of the last article that readers see before `start`, and of the first
        from `end` on. One query.
        """
        before = self.published(until=start - SECOND)
        after = self.published().filter(published_at__gte=end)
        return self._times(before.newest_first(), after.oldest_first())

    def first_and_last(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Return the times of the oldest and of the newest article that readers see. One query,
        which reads the two ends of the index.
        """
        seen = self.published()
        return self._times(seen.oldest_first(), seen.newest_first())

    def _times(self, *ordered: TimesQuerySet) -> tuple[dt.datetime | None, ...]:
        """Return the time of the first row of each queryset."""
        return self._at_once([rows.values("published_at")[:1] for rows in ordered])

    def _at_once(self, queries: Sequence[models.QuerySet]) -> tuple[Any, ...]:
        """Return the single value that each of the queries gives, in one query; None where one
        gives none.
        """
        row = self.order_by().values_list(*(Subquery(query) for query in queries))[:1]
        return next(iter(row), (None,) * len(queries))


class MonthCounterQuerySet(models.QuerySet):
    """Counts of articles by date, as the database keeps them."""

    def come(self) -> MonthCounterQuerySet:
        """Keep the counts dated in the past: those of articles that readers see."""
        return self.filter(moment__lte=timezone.now())

    def per_month(self) -> list[tuple[dt.date, int]]:
        """Return the number of articles of each month, the first month first; months without any
        are left out. The cost does not grow with the archive.
        """
        return _per_month(self, "moment", Sum("change"))


def _per_month(rows: models.QuerySet, column: str, count: Aggregate) -> list[tuple[dt.date, int]]:
    dated = rows.filter(**{f"{column}__lt": LATEST})  # SQLite has no month for later times
    months = dated.order_by().annotate(month=TruncMonth(column)).values("month")
    counted = months.annotate(n=count).exclude(n=0).order_by("month")
    return [(month.date(), n) for month, n in counted.values_list("month", "n")]
