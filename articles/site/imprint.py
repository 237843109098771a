"""The imprint of the paper (publisher, director, registration), as it stands in this edition."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from articles.delivery.edition import EditionCache
from articles.models import Director, Imprint
from articles.models.imprint import director_on


@dataclass(frozen=True)
class CurrentImprint:
    """The row, an empty one where there is none yet; the directors, the last first."""

    row: Imprint = field(default_factory=Imprint)
    directors: list[Director] = field(default_factory=list)

    @property
    def director(self) -> str:
        """Return the name of today's director."""
        return director_on(self.directors, timezone.localdate())

    @cached_property
    def _terms(self) -> list[tuple[dt.datetime, dt.datetime | None, str]]:
        """Return the directors with the days from which and before which they direct: each page of
        an article asks."""
        zone = timezone.get_default_timezone()

        def midnight(day: dt.date) -> dt.datetime:
            return dt.datetime.combine(day, dt.time(), zone)

        return [
            (
                midnight(row.first_day),
                midnight(row.last_day + dt.timedelta(days=1))
                if row.last_day and row.last_day < dt.date.max
                else None,
                row.name,
            )
            for row in self.directors
        ]

    def director_then(self, moment: dt.datetime | None) -> str:
        """Return the director on the day an article came out; empty for one that has not."""
        if moment is not None:
            for first, end, name in self._terms:
                if first <= moment and (end is None or moment < end):
                    return name
        return ""


#: The imprint of this edition. Two queries.
IMPRINT = EditionCache(
    lambda: CurrentImprint(Imprint.objects.first() or Imprint(), list(Director.objects.all()))
)
