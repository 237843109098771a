"""Querysets of interests by the articles that disclose them."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


class InterestQuerySet(models.QuerySet):
    def concerning(self, article: models.Model) -> InterestQuerySet:
        """Keep the interests that concern an article, by the organizations it names and its
        authors, on the day it was published, or today if it is not published yet.
        """
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
        """Keep the interests that concern an article and were not left out of it."""
        left_out = article.interest_omissions.filter(interest=OuterRef("pk"))
        return self.concerning(article).filter(~Exists(left_out))
