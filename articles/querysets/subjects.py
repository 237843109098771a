"""What pieces are tied to: organisations, authors, sections, tags."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Substr, Upper
from django.utils import timezone

from articles.choices import PUBLIC_STANDINGS
from articles.querysets.visibility import published_q

#: How long a piece counts as news of whom it is about.
NEWS_SPAN = dt.timedelta(days=90)
#: How many of the newest pieces say whom the front page is about.
NEWEST = 200


class SubjectQuerySet(models.QuerySet):
    """What pieces are tied to: organisations by mentions, authors by bylines."""

    tie = ""  # the name of the tie's reverse relation, and of its field that leads here
    tie_field = ""

    def _seen_ties(self) -> models.QuerySet:
        """The ties of the row in hand that readers see."""
        ties = self.model._meta.get_field(self.tie).related_model.objects.all()
        return ties.filter(published_q("article__"), **{self.tie_field: OuterRef("pk")})

    def with_article_count(self) -> SubjectQuerySet:
        """Adds `article_count` and `last_article_at`, over what readers see. They are worked
        out row by row, so that a list pays for the rows it shows and not for all."""
        ties = self._seen_ties().order_by().values(self.tie_field)
        return self.annotate(
            article_count=Coalesce(Subquery(ties.annotate(n=Count("pk")).values("n")), 0),
            last_article_at=Subquery(
                ties.annotate(last=Max("article__published_at")).values("last")
            ),
        )

    def covered(self) -> SubjectQuerySet:
        """Those that readers may know of: with at least one piece they see."""
        return self.filter(Exists(self._seen_ties())).with_article_count()


class OrganizationQuerySet(SubjectQuerySet):
    tie, tie_field = "mentions", "organization"

    def _seen_ties(self) -> models.QuerySet:
        return super()._seen_ties().visible()

    def most_covered(self) -> OrganizationQuerySet:
        return self.covered().order_by("-article_count", "-last_article_at", "name", "slug")

    def in_the_news(self) -> OrganizationQuerySet:
        """With `recent_count`, the pieces of the last months, the most first; then by the
        newest piece."""
        since = timezone.now() - NEWS_SPAN
        recent = self._seen_ties().filter(article__published_at__gte=since)
        counted = recent.order_by().values(self.tie_field).annotate(n=Count("pk")).values("n")
        return (
            self.covered()
            .annotate(recent_count=Coalesce(Subquery(counted), 0))
            .order_by("-recent_count", "-last_article_at", "name", "slug")
        )

    def most_named_lately(self, count: int) -> OrganizationQuerySet:
        """The `count` most named in the newest pieces, with `recent_count`, in how many, and
        `newest_article`, the key of the last of them. What it costs does not grow with the
        archive."""
        mentions = self.model._meta.get_field("mentions").related_model.objects.visible()
        pieces = mentions.model._meta.get_field("article").related_model.objects.published()
        newest = pieces.newest_first().values("pk")[:NEWEST]
        named = mentions.filter(article__in=newest).order_by()
        counted = named.values("organization").annotate(n=Count("pk"))
        most = counted.order_by("-n", "organization__slug").values("organization")[:count]
        own = named.filter(organization=OuterRef("pk"))
        last = own.order_by("-article__published_at", "-article__slug").values("article")[:1]
        counted_own = own.values("organization").annotate(n=Count("pk")).values("n")
        return (
            self.filter(pk__in=most)
            .annotate(recent_count=Subquery(counted_own), newest_article=Subquery(last))
            .order_by("-recent_count", "name", "slug")
        )

    def with_letter(self) -> OrganizationQuerySet:
        """With `letter`, the first of the name, in capitals."""
        return self.annotate(letter=Upper(Substr("name", 1, 1)))

    def for_dossier(self) -> OrganizationQuerySet:
        """With what the head of a dossier shows. Two queries."""
        return self.select_related("logo").prefetch_related("names")

    def relatives_of(self, organization: models.Model) -> OrganizationQuerySet:
        """What it is part of, and its parts."""
        return self.filter(Q(pk=organization.parent_id) | Q(parent=organization.pk)).order_by(
            "name"
        )

    def named_with(self, organization: models.Model) -> OrganizationQuerySet:
        """The organisations in the same pieces, with `shared_count`, the most first."""
        shared = (
            Q(mentions__standing__in=PUBLIC_STANDINGS)
            & published_q("mentions__article__")
            & Q(mentions__article__mentions__organization=organization)
            & Q(mentions__article__mentions__standing__in=PUBLIC_STANDINGS)
        )
        return (
            self.exclude(pk=organization.pk)
            .filter(shared)
            .annotate(shared_count=Count("mentions__article", distinct=True))
            .order_by("-shared_count", "name", "slug")
        )


class AuthorQuerySet(SubjectQuerySet):
    tie, tie_field = "bylines", "author"

    def covering(self, organization: models.Model) -> AuthorQuerySet:
        """Who writes about it, with `article_count`, the most first."""
        about = (
            published_q("bylines__article__")
            & Q(bylines__article__mentions__organization=organization)
            & Q(bylines__article__mentions__standing__in=PUBLIC_STANDINGS)
        )
        return (
            self.filter(about)
            .annotate(article_count=Count("bylines__article", distinct=True))
            .order_by("-article_count", "name")
        )


class SectionQuerySet(models.QuerySet):
    def with_newest(self, count: int, *, without: Collection[int] = ()) -> SectionQuerySet:
        """With `newest`, the keys of the newest pieces of each that are not among `without`."""
        pieces = self.model._meta.get_field("articles").related_model.objects.published()
        own = pieces.filter(section=OuterRef("pk")).exclude(pk__in=without).newest_first()
        return self.annotate(
            **{f"newest_{n}": Subquery(own.values("pk")[n : n + 1]) for n in range(count)}
        )

    def with_articles(self) -> SectionQuerySet:
        """Those with at least one piece that readers see, in the order of the masthead."""
        pieces = self.model._meta.get_field("articles").related_model.objects
        return self.filter(Exists(pieces.published().filter(section=OuterRef("pk")))).order_by(
            F("position"), "name"
        )


class TagQuerySet(models.QuerySet):
    def covered(self) -> TagQuerySet:
        """Those that readers may know of: on at least one piece they see."""
        items = self.model._meta.get_field("tagged_articles").related_model.objects.all()
        seen = items.filter(published_q("content_object__"), tag=OuterRef("pk"))
        return self.filter(Exists(seen))
