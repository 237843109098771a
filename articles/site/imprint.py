"""The imprint of the paper (publisher, director, registration) in the current edition."""

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
    """The imprint: its row, an empty one where nothing is stored yet, and the directors, the latest
    first."""

    row: Imprint = field(default_factory=Imprint)
    directors: list[Director] = field(default_factory=list)

    @property
    def director(self) -> str:
        """The name of today's director."""
        return director_on(self.directors, timezone.localdate())

    @cached_property
    def _terms(self) -> list[tuple[dt.datetime, dt.datetime | None, str]]:
        """The directors' names with the moments at which each term begins and ends (exclusive, None
        for a term without an end), computed once because every page of an article needs them."""
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
        """Return the name of the director on the day an article was published; empty for an article
        that has not been."""
        if moment is not None:
            for first, end, name in self._terms:
                if first <= moment and (end is None or moment < end):
                    return name
        return ""


#: The imprint of the current edition. Computing it takes two queries.
IMPRINT = EditionCache(
    lambda: CurrentImprint(Imprint.objects.first() or Imprint(), list(Director.objects.all()))
)
