"""Who answers for the paper, as it stands in this edition."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from articles.models import Director, Imprint
from articles.models.imprint import director_on
from articles.publishing.edition import KeptForEdition


@dataclass(frozen=True)
class CurrentImprint:
    """The row, an empty one where there is none yet; the directors, the last first."""

    row: Imprint = field(default_factory=Imprint)
    directors: list[Director] = field(default_factory=list)

    @property
    def director(self) -> str:
        """Who directs the paper today."""
        return director_on(self.directors, timezone.localdate())

    def director_then(self, moment: dt.datetime | None) -> str:
        """Who directed it when a piece came out; nothing for one that has not."""
        return director_on(self.directors, timezone.localdate(moment)) if moment else ""


#: The imprint of this edition. Two queries.
IMPRINT = KeptForEdition(
    lambda: CurrentImprint(Imprint.objects.first() or Imprint(), list(Director.objects.all()))
)
