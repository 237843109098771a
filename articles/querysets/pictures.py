"""Querysets of pictures, with the number of their uses."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


class PictureQuerySet(models.QuerySet):
    def matching(self, words: str) -> PictureQuerySet:
        """Keep the pictures whose caption, alternative text or credit contains each of the
        words.
        """
        pictures = self
        for word in words.split():
            pictures = pictures.filter(
                Q(caption__icontains=word) | Q(alt__icontains=word) | Q(credit__icontains=word)
            )
        return pictures

    def to_render(self, version: int) -> PictureQuerySet:
        """Keep the pictures whose renditions are not of this version, or whose files do not carry
        their rights yet.
        """
        return self.filter(~Q(renditions_version=version) | Q(rights_pending=True))

    def with_use_count(self) -> PictureQuerySet:
        """Annotate `use_count`: the number of articles that show the picture, above their text or
        in it, of authors and organizations it represents, and of videos and
        podcasts it stands for.
        """
        relations = ("led_articles", "uses", "portrayed_authors", "marked_organizations")
        relations += ("posters", "podcasts")
        counts = [self._count_of(self.model._meta.get_field(relation)) for relation in relations]
        return self.annotate(use_count=sum(counts[1:], counts[0]))

    @staticmethod
    def _count_of(relation: models.ForeignObjectRel) -> Coalesce:
        name = relation.field.name
        rows = relation.related_model._default_manager.filter(**{name: OuterRef("pk")})
        if relation.name == "uses":  # one article is one use, wherever it shows the picture
            rows = rows.exclude(article__lead_picture=F("picture"))
        counted = rows.order_by().values(name).annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(counted), 0)
