"""When pieces came out: how many in which months, the first, the last, the nearest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Count, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

#: Times of pieces are whole seconds: what is before a time is up to the second before.
SECOND = dt.timedelta(seconds=1)


class TimesQuerySet(models.QuerySet):
    """What of `ArticleQuerySet` counts pieces by their times, or looks for a time."""

    def per_month(self) -> list[tuple[dt.date, int]]:
        """How many pieces each month has, the first first; months without any are left out."""
        months = self.order_by().annotate(month=TruncMonth("published_at")).values("month")
        rows = months.annotate(count=Count("pk")).order_by("month")
        return [(row["month"].date(), row["count"]) for row in rows]

    def per_span(self, starts: Sequence[dt.datetime], *, until: dt.datetime) -> list[int]:
        """How many pieces readers see from each of the times to the next. One query, which reads
        the index once."""
        counts = [
            self.published_between(start, end)
            .order_by()
            .values("status")
            .annotate(n=Count("*"))  # which the index answers alone
            .values("n")
            for start, end in zip(starts, [*starts[1:], until], strict=True)
        ]
        return [count or 0 for count in self._at_once(counts)]

    def dated_around(
        self, start: dt.datetime, end: dt.datetime
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """The times of the last piece that readers see before `start`, and of the first from
        `end` on. One query."""
        before = self.published(until=start - SECOND)
        after = self.published().filter(published_at__gte=end)
        return self._times(before.newest_first(), after.oldest_first())

    def first_and_last(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """The times of the oldest piece that readers see and of the newest. One query, at the
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

    def months(self) -> list[dt.date]:
        """The first days of the months in which pieces came out that readers see, the last first.
        It jumps from month to month: one query for each, and none reads more than a row."""
        months = []
        latest = self.published().newest_first().values_list("published_at", flat=True).first()
        while latest is not None:
            start = timezone.localtime(latest).replace(
                day=1, hour=0, minute=0, second=0, microsecond=0
            )
            months.append(start.date())
            earlier = self.published(until=start - SECOND).newest_first()
            latest = earlier.values_list("published_at", flat=True).first()
        return months
