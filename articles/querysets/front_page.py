"""Querysets of the places at the head of the front page."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, Expression, OuterRef
from django.utils import timezone


class FrontPlaceQuerySet(models.QuerySet):
    def in_force(self, *, now: Expression | None = None) -> FrontPlaceQuerySet:
        """Keep the places that have not expired and whose article readers see, the lead first. A
        prepared query passes its slot as `now`."""
        articles = self.model._meta.get_field("article").related_model.objects.published(now=now)
        seen = Exists(articles.filter(pk=OuterRef("article")))  # a join would begin at the articles
        moment = timezone.now() if now is None else now
        return self.filter(seen, until__gt=moment).order_by("position")
