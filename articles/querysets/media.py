"""Querysets of audio, video and documents, with the number of their uses."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


class MediaQuerySet(models.QuerySet):
    def matching(self, words: str) -> MediaQuerySet:
        """Keep the files whose title, description, credit or transcript contains each of the
        words.
        """
        files = self
        for word in words.split():
            files = files.filter(
                Q(title__icontains=word)
                | Q(description__icontains=word)
                | Q(credit__icontains=word)
                | Q(transcript__icontains=word)
            )
        return files

    def with_use_count(self) -> MediaQuerySet:
        """Annotate `use_count`: the number of articles that show or link the file."""
        uses = self.model._meta.get_field("uses").related_model.objects
        counted = uses.filter(media=OuterRef("pk")).order_by().values("media")
        return self.annotate(
            use_count=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)
        )
