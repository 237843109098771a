"""Querysets of series and their parts, and of related articles."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Expression, Q

from articles.querysets.subjects import SubjectQuerySet
from articles.querysets.visibility import published_q


class SeriesQuerySet(SubjectQuerySet):
    tie, tie_field = "parts", "series"

    def newest_first(self) -> SeriesQuerySet:
        """Sort the series that readers may know of by their latest part, the newest first."""
        return self.with_published_articles().order_by("-last_article_at", "name")


class OrderedTies(models.QuerySet):
    """Ties to articles that stand in an order."""

    tied = "article"  # the field with the article that readers see, or do not

    def published(self, *, now: Expression | None = None) -> Self:
        """Keep the ties to articles that readers see. A prepared query passes its slot as
        `now`."""
        return self.filter(published_q(f"{self.tied}__", now=now))

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class SeriesPartQuerySet(OrderedTies):
    def seen_from(
        self, article: int | Expression, *, now: Expression | None = None
    ) -> SeriesPartQuerySet:
        """Keep the parts that readers see, and that of the article itself: its preview has the
        number that it will have."""
        return self.filter(published_q("article__", now=now) | Q(article=article))


class RelatedArticleQuerySet(OrderedTies):
    tied = "related"
