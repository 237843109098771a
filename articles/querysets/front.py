"""Which places at the head of the front page are taken."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from articles.querysets.visibility import published_q


class FrontPlaceQuerySet(models.QuerySet):
    def standing(self) -> FrontPlaceQuerySet:
        """Those whose time is not over, with a piece that readers see, the lead first."""
        seen = self.filter(published_q("article__"), until__gt=timezone.now())
        return seen.order_by("position")
