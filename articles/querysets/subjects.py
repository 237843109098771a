"""Querysets of the subjects of articles: organizations, authors, sections, tags."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    Expression,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, Substr, Upper
from django.utils import timezone

from articles.db.choices import PUBLIC_STANDINGS
from articles.querysets.visibility import published_q

#: The time for which an article counts as news of its organizations.
NEWS_SPAN = dt.timedelta(days=90)
#: The number of newest articles from which the organizations of the front page are counted.
NEWEST = 200
#: The most articles from which the organizations in the news are counted.
MOST_NEWS = 2000
#: The most ties of a subject that is rarely met.
SMALL = 1000


def counts_hold_q(*, now: dt.datetime | Expression) -> Q:
    """Return the condition under which the counts stored with an organization's dossier are up to
    date: the database has counted no change since, and no embargo has ended.
    """
    lasts = Q(dossier_fragments__until=None) | Q(dossier_fragments__until__gt=now)
    return Q(dossier_fragments__content_version=F("dossier_content_version__number")) & lasts


class TiedQuerySet(models.QuerySet):
    """Rows that articles are tied to: organizations by mentions, authors by bylines, tags."""

    tie = ""  # reverse relation to the tie; below, its fields to this model and to the article
    tie_field = ""
    article_field = "article"

    def _ties(self) -> models.QuerySet:
        """Return the ties of the row in the outer query."""
        ties = self.model._meta.get_field(self.tie).related_model.objects.all()
        return ties.filter(**{self.tie_field: OuterRef("pk")})

    def _seen_ties(self, *, now: Expression | None = None) -> models.QuerySet:
        """Return the ties of the row in the outer query that readers see. A prepared query
        passes its slot as `now`."""
        return self._ties().filter(published_q(f"{self.article_field}__", now=now))

    def with_frequency(self) -> TiedQuerySet:
        """Annotate `is_small`, true up to `SMALL` ties: lists of articles choose their query plan
        by it.
        """
        return self.annotate(is_small=~Exists(self._ties().order_by()[SMALL : SMALL + 1]))


class SubjectQuerySet(TiedQuerySet):
    """Subjects whose articles are counted."""

    def with_article_count(self) -> SubjectQuerySet:
        """Annotate `article_count` and `last_article_at`, over the articles that readers see."""
        return self.with_counted_articles()

    def with_counted_articles(self) -> SubjectQuerySet:
        """Annotate the same, counted row by row, so that a list pays for the rows it shows and not
        for all.
        """
        return self.annotate(**self._counts())

    def _counts(self, *, now: Expression | None = None) -> dict[str, Expression]:
        ties = self._seen_ties(now=now).order_by().values(self.tie_field)
        return {
            "article_count": Coalesce(Subquery(ties.annotate(n=Count("pk")).values("n")), 0),
            "last_article_at": Subquery(
                ties.annotate(last=Max("article__published_at")).values("last")
            ),
        }

    def with_published_articles(self) -> SubjectQuerySet:
        """Keep the subjects that readers may know of: those with at least one article that they
        see.
        """
        return self.filter(Exists(self._seen_ties())).with_article_count()


class OrganizationQuerySet(SubjectQuerySet):
    tie, tie_field = "mentions", "organization"

    def _seen_ties(self, *, now: Expression | None = None) -> models.QuerySet:
        return super()._seen_ties(now=now).visible()

    def with_article_count(self, *, now: Expression | None = None) -> OrganizationQuerySet:
        """Annotate the counts stored with the dossier if they are up to date, and computed ones
        otherwise."""
        known = counts_hold_q(now=timezone.now() if now is None else now)
        return self.annotate(
            **{
                name: Case(When(known, then=F(f"dossier_fragments__{name}")), default=counted)
                for name, counted in self._counts(now=now).items()
            }
        )

    def with_published_articles(self, *, now: Expression | None = None) -> OrganizationQuerySet:
        known = counts_hold_q(now=timezone.now() if now is None else now)
        has_some = Case(When(dossier_fragments__article_count__gt=0, then=True), default=False)
        seen = Case(
            When(known, then=has_some),
            default=Exists(self._seen_ties(now=now)),
            output_field=BooleanField(),
        )
        return self.filter(seen).with_article_count(now=now)

    def most_covered(self) -> OrganizationQuerySet:
        return self.with_published_articles().order_by(
            "-article_count", "-last_article_at", "name", "slug"
        )

    def named_since(self, since: Expression, *, now: Expression) -> models.QuerySet:
        """Return the mentions that readers see in the newest articles since a time. A large paper
        has thousands in a month, and the newest are enough. For a prepared query."""
        return self._named_in(MOST_NEWS, now=now, published_at__gte=since)

    def named_lately(self, *, now: Expression) -> models.QuerySet:
        """Return the mentions that readers see in the newest articles, those of the latest article
        last: their cost does not grow with the archive. For a prepared query."""
        named = self._named_in(NEWEST, now=now)
        return named.order_by("article__published_at", "article__slug")

    def _named_in(self, newest: int, *, now: Expression, **narrowed: Expression) -> models.QuerySet:
        mentions = self.model._meta.get_field("mentions").related_model.objects.visible()
        articles = mentions.model._meta.get_field("article").related_model.objects
        articles = articles.published(now=now).filter(**narrowed)
        return mentions.filter(article__in=articles.newest_first().values("pk")[:newest])

    def with_letter(self) -> OrganizationQuerySet:
        """Annotate `letter`, the first letter of the name, in upper case."""
        return self.annotate(letter=Upper(Substr("name", 1, 1)))

    def for_dossier(self) -> OrganizationQuerySet:
        """Load the rows that the head of a dossier shows. Two queries."""
        return self.select_related("logo").prefetch_related("names")

    def relatives_of(self, organization: models.Model) -> OrganizationQuerySet:
        """Keep the organization's parent and its parts."""
        return self.filter(Q(pk=organization.parent_id) | Q(parent=organization.pk)).order_by(
            "name"
        )

    def named_with(self, organization: models.Model) -> OrganizationQuerySet:
        """Keep the organizations named in the same articles; annotate `shared_count`, the most
        first.
        """
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

    def with_published_articles(self) -> AuthorQuerySet:
        return self.with_article_count().filter(article_count__gt=0)

    def with_article_count(self) -> AuthorQuerySet:
        """Annotate `article_count`: the number kept by the database, less the articles under
        embargo.
        """
        counters = self.model._meta.get_field("counters").related_model.objects
        bylines = self.model._meta.get_field("bylines").related_model.objects
        scheduled = bylines.model._meta.get_field("article").related_model.objects.scheduled()
        own = {"author": OuterRef("pk")}
        counted = counters.filter(**own).order_by().values("author").annotate(n=Sum("change"))
        coming = bylines.filter(**own, article__in=scheduled.order_by().values("pk")).order_by()
        coming = coming.values("author").annotate(n=Count("pk"))
        return self.annotate(
            article_count=Coalesce(Subquery(counted.values("n")), 0)
            - Coalesce(Subquery(coming.values("n")), 0)
        )

    def covering(self, organization: models.Model) -> AuthorQuerySet:
        """Keep the authors who write about an organization; annotate `article_count`, the most
        first.
        """
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
    def with_newest(
        self, count: int, *, without: Collection[Expression], now: Expression
    ) -> SectionQuerySet:
        """Annotate `newest_0` and so on, the keys of the newest articles of each section that are
        not among `without`; None where there are fewer. For a prepared query."""
        articles = self.model._meta.get_field("articles").related_model.objects.published(now=now)
        own = articles.filter(section=OuterRef("pk")).exclude(pk__in=without).newest_first()
        return self.annotate(
            **{f"newest_{n}": Subquery(own.values("pk")[n : n + 1]) for n in range(count)}
        )

    def with_articles(self, *, now: Expression | None = None) -> SectionQuerySet:
        """Keep the sections with at least one article that readers see, in the order of the
        masthead. A prepared query passes its slot as `now`."""
        articles = self.model._meta.get_field("articles").related_model.objects.published(now=now)
        return self.filter(Exists(articles.filter(section=OuterRef("pk")))).order_by(
            F("position"), "name"
        )


class TagQuerySet(TiedQuerySet):
    tie, tie_field, article_field = "tagged_articles", "tag", "content_object"

    def with_published_articles(self) -> TagQuerySet:
        """Keep the tags that readers may know of: on at least one article that they see. The query
        looks for the first such article instead of testing whether any exists: for that PostgreSQL
        would gather them all.
        """
        seen = Subquery(self._seen_ties().order_by().values("pk")[:1])
        return self.alias(seen=seen).filter(seen__isnull=False)
