"""Querysets of the places at the head of the front page."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone


class FrontPlaceQuerySet(models.QuerySet):
    def standing(self) -> FrontPlaceQuerySet:
        """Keep the places that have not expired and whose article readers see, the lead first."""
        articles = self.model._meta.get_field("article").related_model.objects.published()
        seen = Exists(articles.filter(pk=OuterRef("article")))  # a join would begin at the articles
        return self.filter(seen, until__gt=timezone.now()).order_by("position")
