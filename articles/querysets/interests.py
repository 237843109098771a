"""Which interests are told with which articles."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


class InterestQuerySet(models.QuerySet):
    def concerning(self, article: models.Model) -> InterestQuerySet:
        """Those of an article, by whom it names and who signs it, on the day when it came out; of
        one that has not, today."""
        day = timezone.localdate(article.published_at or timezone.now())
        signs = Q(author=None) | Q(author__in=article.bylines.values("author"))
        named = article.mentions.visible().values("organization")
        return (
            self.filter(signs, organization__in=named)
            .filter(Q(first_day=None) | Q(first_day__lte=day))
            .filter(Q(last_day=None) | Q(last_day__gte=day))
            .select_related("organization", "author")
        )

    def disclosed_in(self, article: models.Model) -> InterestQuerySet:
        """Of those, the ones that were not left out."""
        left_out = article.interest_omissions.filter(interest=OuterRef("pk"))
        return self.concerning(article).filter(~Exists(left_out))
