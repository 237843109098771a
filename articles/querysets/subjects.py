"""What articles are tied to: organisations, authors, sections, tags."""

from __future__ import annotations

import datetime as dt
from collections import Counter
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

#: How long an article counts as news of whom it is about.
NEWS_SPAN = dt.timedelta(days=90)
#: How many of the newest articles say whom the front page is about.
NEWEST = 200
#: How many of them, at most, say who is in the news.
MOST_NEWS = 2000
#: Up to so many ties a subject is seldom met.
SMALL = 1000


def counts_hold_q(*, now: dt.datetime | Expression) -> Q:
    """The condition under which what the dossier of an organisation counts is what there is: the
    database has counted no change since, and no embargo has ended."""
    lasts = Q(dossier_fragments__until=None) | Q(dossier_fragments__until__gt=now)
    return Q(dossier_fragments__content_version=F("dossier_content_version__number")) & lasts


class TiedQuerySet(models.QuerySet):
    """What articles are tied to: organisations by mentions, authors by bylines, tags."""

    tie = ""  # the name of the tie's reverse relation, of its field that leads here, to the article
    tie_field = ""
    article_field = "article"

    def _ties(self) -> models.QuerySet:
        """The ties of the row in hand."""
        ties = self.model._meta.get_field(self.tie).related_model.objects.all()
        return ties.filter(**{self.tie_field: OuterRef("pk")})

    def _seen_ties(self) -> models.QuerySet:
        """Those of them that readers see."""
        return self._ties().filter(published_q(f"{self.article_field}__"))

    def with_frequency(self) -> TiedQuerySet:
        """With `is_small`, by which lists of articles choose their way."""
        return self.annotate(is_small=~Exists(self._ties().order_by()[SMALL : SMALL + 1]))


class SubjectQuerySet(TiedQuerySet):
    """Whose articles are counted."""

    def with_article_count(self) -> SubjectQuerySet:
        """Adds `article_count` and `last_article_at`, over what readers see."""
        return self.with_counted_articles()

    def with_counted_articles(self) -> SubjectQuerySet:
        """The same, counted row by row, so that a list pays for the rows it shows and not for
        all."""
        return self.annotate(**self._counts())

    def _counts(self) -> dict[str, Expression]:
        ties = self._seen_ties().order_by().values(self.tie_field)
        return {
            "article_count": Coalesce(Subquery(ties.annotate(n=Count("pk")).values("n")), 0),
            "last_article_at": Subquery(
                ties.annotate(last=Max("article__published_at")).values("last")
            ),
        }

    def with_published_articles(self) -> SubjectQuerySet:
        """Those that readers may know of: with at least one article they see."""
        return self.filter(Exists(self._seen_ties())).with_article_count()


class OrganizationQuerySet(SubjectQuerySet):
    tie, tie_field = "mentions", "organization"

    def _seen_ties(self) -> models.QuerySet:
        return super()._seen_ties().visible()

    def with_article_count(self) -> OrganizationQuerySet:
        """As its dossier has them, where that holds; counted, where it does not."""
        known = counts_hold_q(now=timezone.now())
        return self.annotate(
            **{
                name: Case(When(known, then=F(f"dossier_fragments__{name}")), default=counted)
                for name, counted in self._counts().items()
            }
        )

    def with_published_articles(self) -> OrganizationQuerySet:
        known = counts_hold_q(now=timezone.now())
        has_some = Case(When(dossier_fragments__article_count__gt=0, then=True), default=False)
        seen = Case(
            When(known, then=has_some),
            default=Exists(self._seen_ties()),
            output_field=BooleanField(),
        )
        return self.filter(seen).with_article_count()

    def most_covered(self) -> OrganizationQuerySet:
        return self.with_published_articles().order_by(
            "-article_count", "-last_article_at", "name", "slug"
        )

    def in_the_news(self, start: int, stop: int) -> list[models.Model]:
        """From one place to another of those that readers may know of, with `recent_count`: the
        articles of the last months, the most first; then by the newest article. Counted from the
        articles, of which a large paper has thousands in a month: the newest are enough."""
        named = self._named_in(MOST_NEWS, span=NEWS_SPAN).order_by()
        counts = Counter(named.values_list("organization", flat=True))
        known = self.values_list("pk", "last_article_at", "name", "slug")
        ranked = sorted(known, key=lambda row: (-counts[row[0]], -row[1].timestamp(), *row[2:]))
        keys = [row[0] for row in ranked[start:stop]]
        rows = self.in_bulk(keys)
        for key in keys:
            rows[key].recent_count = counts[key]
        return [rows[key] for key in keys]

    def most_named_lately(self, count: int) -> list[models.Model]:
        """The `count` most named in the newest articles, with `recent_count`, in how many, and
        `newest_article`, the key of the last of them. What it costs does not grow with the
        archive."""
        columns = [field.attname for field in self.model._meta.concrete_fields]
        rows = self._named_in(NEWEST).values_list(
            "organization", "article", *(f"organization__{name}" for name in columns)
        )
        counts: Counter[int] = Counter()
        last, found = {}, {}
        for key, article, *values in rows:
            counts[key] += 1
            last[key], found[key] = article, values
        most = []
        for key, values in found.items():
            one = self.model.from_db(self.db, columns, values)
            one.recent_count, one.newest_article = counts[key], last[key]
            most.append(one)
        most.sort(key=lambda one: (-one.recent_count, one.name, one.slug))
        return most[:count]

    def _named_in(self, newest: int, *, span: dt.timedelta | None = None) -> models.QuerySet:
        """The ties that readers see of the newest articles, of the `span` before now: the ties of
        the last article last."""
        mentions = self.model._meta.get_field("mentions").related_model.objects.visible()
        articles = mentions.model._meta.get_field("article").related_model.objects.published()
        if span:
            articles = articles.filter(published_at__gte=timezone.now() - span)
        named = mentions.filter(article__in=articles.newest_first().values("pk")[:newest])
        return named.order_by("article__published_at", "article__slug")

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
        """The organisations in the same articles, with `shared_count`, the most first."""
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
        """With `article_count`, what the database has counted, less what is under embargo."""
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
        """With `newest`, the keys of the newest articles of each that are not among `without`."""
        articles = self.model._meta.get_field("articles").related_model.objects.published()
        own = articles.filter(section=OuterRef("pk")).exclude(pk__in=without).newest_first()
        return self.annotate(
            **{f"newest_{n}": Subquery(own.values("pk")[n : n + 1]) for n in range(count)}
        )

    def with_articles(self) -> SectionQuerySet:
        """Those with at least one article that readers see, in the order of the masthead."""
        articles = self.model._meta.get_field("articles").related_model.objects
        return self.filter(Exists(articles.published().filter(section=OuterRef("pk")))).order_by(
            F("position"), "name"
        )


class TagQuerySet(TiedQuerySet):
    tie, tie_field, article_field = "tagged_articles", "tag", "content_object"

    def with_published_articles(self) -> TagQuerySet:
        """Those that readers may know of: on at least one article they see. The first is asked for,
        and not whether there is any: for that PostgreSQL would gather them all."""
        seen = Subquery(self._seen_ties().order_by().values("pk")[:1])
        return self.alias(seen=seen).filter(seen__isnull=False)
