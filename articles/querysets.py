"""Who may see what, and how it is loaded. Adjectives filter, `for_…` loads, `…_to` authorises.

Visibility is defined here and nowhere else: every public surface starts from `published()`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, Substr, TruncDate, TruncMonth, Upper
from django.utils import timezone

from articles.choices import PUBLIC_STANDINGS, ArticleStatus, MentionStanding, NameKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


def published_q(prefix: str = "") -> Q:
    """The condition under which readers see a piece, now; `prefix` as in lookups."""
    return Q(
        **{
            f"{prefix}status": ArticleStatus.PUBLISHED,
            f"{prefix}published_at__lte": timezone.now(),
        }
    )


def _midnight(day: dt.date) -> dt.datetime:
    """When a day begins in the newsroom's zone; days of no paper are the nearest of one, because
    at the ends of the calendar times cannot be converted."""
    day = min(max(day, dt.date(1600, 1, 1)), dt.date(2999, 12, 31))
    return dt.datetime.combine(day, dt.time(), timezone.get_default_timezone())


#: How long a piece counts as news of whom it is about.
NEWS_SPAN = dt.timedelta(days=90)
#: How many of the newest pieces say whom the front page is about.
NEWEST = 200


class NaturalKeyManager(models.Manager):
    """Finds a row by the fields its model lists in `natural_key_fields`."""

    def get_by_natural_key(self, *values: Any) -> models.Model:
        lookups = dict(zip(self.model.natural_key_fields, values, strict=True))
        return self.get(**lookups)


class ArticleQuerySet(models.QuerySet):
    # Who may see

    def published(self) -> ArticleQuerySet:
        """What readers see: published, and its time has come."""
        return self.filter(published_q())

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> ArticleQuerySet:
        """Everything for the newsroom, the published for everybody else."""
        if user.is_active and user.has_perm("articles.view_article"):
            return self.all()
        return self.published()

    def scheduled(self) -> ArticleQuerySet:
        """Published at a time that has not come yet: under embargo."""
        return self.filter(status=ArticleStatus.PUBLISHED, published_at__gt=timezone.now())

    def in_review(self) -> ArticleQuerySet:
        return self.filter(status=ArticleStatus.REVIEW)

    def drafts(self) -> ArticleQuerySet:
        return self.filter(status=ArticleStatus.DRAFT)

    def unfinished(self) -> ArticleQuerySet:
        """Still to be published: drafts, and what is in review."""
        return self.filter(status__in=[ArticleStatus.DRAFT, ArticleStatus.REVIEW])

    def withdrawn(self) -> ArticleQuerySet:
        return self.filter(status=ArticleStatus.WITHDRAWN)

    def owned_by(self, user: AbstractBaseUser) -> ArticleQuerySet:
        """The pieces a person began, or signs."""
        signed = self.model.authors.through.objects.filter(
            article=OuterRef("pk"), author__user=user
        )
        return self.filter(Q(created_by=user) | Exists(signed))

    def waiting_for(self, user: AbstractBaseUser) -> ArticleQuerySet:
        """What the next step of is this person's: sent to them, sent back to them, or to be
        reviewed by whoever comes first, where they may publish."""
        mine = Q(assignee=user)
        if user.has_perm("articles.publish_article"):
            mine |= Q(status=ArticleStatus.REVIEW, assignee=None)
        return self.unfinished().filter(mine)

    # About what

    def about(self, *organizations: models.Model | int) -> ArticleQuerySet:
        """Tied, as readers see it, to at least one of the organisations."""
        ties = self.model.organizations.through.objects.filter(
            article=OuterRef("pk"),
            organization__in=organizations,
            standing__in=PUBLIC_STANDINGS,
        )
        return self.filter(Exists(ties))

    def about_all(self, *organizations: models.Model | int) -> ArticleQuerySet:
        """Tied, as readers see it, to each of the organisations."""
        pieces = self
        for organization in organizations:
            pieces = pieces.about(organization)
        return pieces

    def per_month(self) -> list[tuple[dt.date, int]]:
        """How many pieces each month has, the first first; months without any are left out."""
        months = self.order_by().annotate(month=TruncMonth("published_at")).values("month")
        rows = months.annotate(count=Count("pk")).order_by("month")
        return [(row["month"].date(), row["count"]) for row in rows]

    def per_span(self, starts: list[dt.datetime], *, until: dt.datetime) -> list[int]:
        """How many pieces came out from each of the times to the next. One query."""
        ends = [*starts[1:], until]
        counts = {
            f"span_{number}": Count("pk", filter=Q(published_at__gte=start, published_at__lt=end))
            for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        }
        counted = self.between(starts[0], until).order_by().aggregate(**counts)
        return [counted[name] for name in counts]

    def dated_around(
        self, start: dt.datetime, end: dt.datetime
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """The times of the last piece before `start` and of the first from `end` on. One query."""
        before, after = self.filter(published_at__lt=start), self.filter(published_at__gte=end)
        return self._times(before.newest_first(), after.oldest_first())

    def first_and_last(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """The times of the oldest piece and of the newest. One query, at the ends of the index."""
        return self._times(self.oldest_first(), self.newest_first())

    def _times(self, *ordered: ArticleQuerySet) -> tuple[dt.datetime | None, ...]:
        """The time of the first of each, asked for at once."""
        times = [Subquery(rows.values("published_at")[:1]) for rows in ordered]
        return self.order_by().values_list(*times).first() or (None,) * len(times)

    def months(self) -> list[dt.date]:
        """The first days of the months in which pieces came out, the last first. It jumps from
        month to month: one query for each, and none reads more than a row."""
        months = []
        times = self.newest_first().values_list("published_at", flat=True)
        latest = times.first()
        while latest is not None:
            start = timezone.localtime(latest).replace(
                day=1, hour=0, minute=0, second=0, microsecond=0
            )
            months.append(start.date())
            latest = times.filter(published_at__lt=start).first()
        return months

    def first_here(self) -> ArticleQuerySet:
        """Those that appeared nowhere else before: of the others, another address counts."""
        return self.filter(canonical_url="")

    def most_named_people(self, *, newest: int) -> list[tuple[str, int]]:
        """Who is named in the newest pieces, with in how many, the most first."""
        lists = self.newest_first().values_list("text__people", flat=True)[:newest]
        counted = Counter(name for names in lists for name in names or ())
        return sorted(counted.items(), key=lambda row: (-row[1], row[0]))

    def by(self, author: models.Model) -> ArticleQuerySet:
        return self.filter(bylines__author=author)

    def in_section(self, section: models.Model) -> ArticleQuerySet:
        return self.filter(section=section)

    def tagged(self, tag: models.Model) -> ArticleQuerySet:
        return self.filter(tagged_items__tag=tag)

    def between(self, start: dt.datetime, end: dt.datetime) -> ArticleQuerySet:
        """Dated from `start`, before `end`."""
        return self.filter(published_at__gte=start, published_at__lt=end)

    def on_or_after(self, day: dt.date) -> ArticleQuerySet:
        return self.filter(published_at__gte=_midnight(day))

    def on_or_before(self, day: dt.date) -> ArticleQuerySet:
        return self.filter(published_at__lt=_midnight(day) + dt.timedelta(days=1))

    def older_than(self, published_at: dt.datetime, slug: str) -> ArticleQuerySet:
        """What comes after that piece in the order of `newest_first()`: paging by key costs
        the same however deep the archive is."""
        return self.filter(
            Q(published_at__lt=published_at) | Q(published_at=published_at, slug__lt=slug)
        )

    def newer_than(self, published_at: dt.datetime, slug: str) -> ArticleQuerySet:
        """What comes before that piece in the order of `newest_first()`."""
        return self.filter(
            Q(published_at__gt=published_at) | Q(published_at=published_at, slug__gt=slug)
        )

    # In what order, with what

    def newest_first(self) -> ArticleQuerySet:
        """Newest first. The slug decides between equals, because primary keys change when
        an archive is dumped and loaded, and the addresses of its pages must not."""
        return self.order_by("-published_at", "-slug")

    def oldest_first(self) -> ArticleQuerySet:
        return self.order_by("published_at", "slug")

    def for_listing(self) -> ArticleQuerySet:
        """With what a card shows, without the text. Two queries."""
        return (
            self.select_related("section", "lead_picture")
            .prefetch_related(self._ordered_bylines())
            .defer("body", "notes")
        )

    def for_results(self) -> ArticleQuerySet:
        """With what a search shows: a card, and the text to look through. Two queries."""
        return self.select_related("section").prefetch_related(self._ordered_bylines())

    def for_feed(self) -> ArticleQuerySet:
        """With what a feed says of a piece, its text too. Three queries."""
        return self.select_related("section", "lead_picture", "text").prefetch_related(
            self._ordered_bylines(), "tags"
        )

    def for_page(self) -> ArticleQuerySet:
        """With what the article's own page shows. Five queries."""
        mentions = (
            self.model.organizations.through.objects.visible()
            .select_related("organization")
            .with_name_then()
            .order_by("-count", "organization__name", "organization__slug")
        )
        rows = self.select_related("section", "lead_picture", "text").with_neighbours()
        return rows.prefetch_related(
            self._ordered_bylines(),
            Prefetch("mentions", mentions, to_attr="public_mentions"),
            "tags",
            "sources",
        )

    def with_neighbours(self) -> ArticleQuerySet:
        """With `before_id` and `after_id`, the pieces that came out before and after it in its
        section, as readers see it."""
        section = self.model.objects.published().filter(section=OuterRef("section"))
        time, slug = OuterRef("published_at"), OuterRef("slug")
        return self.annotate(
            before_id=Subquery(section.older_than(time, slug).newest_first().values("pk")[:1]),
            after_id=Subquery(section.newer_than(time, slug).oldest_first().values("pk")[:1]),
        )

    def for_desk(self) -> ArticleQuerySet:
        """With what the newsroom's lists show. Three queries."""
        mentions = self.model.organizations.through.objects.visible().select_related("organization")
        return self.for_listing().prefetch_related(
            Prefetch("mentions", mentions, to_attr="public_mentions")
        )

    def _ordered_bylines(self) -> Prefetch:
        bylines = self.model.authors.through.objects.select_related("author")
        return Prefetch("bylines", bylines.order_by("position", "pk"))


class MentionQuerySet(models.QuerySet):
    def visible(self) -> MentionQuerySet:
        """The ties that readers see."""
        return self.filter(standing__in=PUBLIC_STANDINGS)

    def with_name_then(self) -> MentionQuerySet:
        """With `name_then`, the name that the organisation went by on the day of the piece: a
        former one where the days of the names say so."""
        names = self.model._meta.get_field("organization").related_model._meta.get_field("names")
        former = names.related_model.objects.filter(
            Q(first_day=None) | Q(first_day__lte=OuterRef("day")),
            organization=OuterRef("organization"),
            kind=NameKind.FORMER,
            last_day__gte=OuterRef("day"),
        ).order_by("last_day")
        return self.annotate(day=TruncDate("article__published_at")).annotate(
            name_then=Coalesce(Subquery(former.values("text")[:1]), "organization__name")
        )

    def waiting_for(self, user: AbstractBaseUser) -> MentionQuerySet:
        """The offers that a person may decide: those in pieces that they may edit."""
        offers = self.filter(standing=MentionStanding.SUGGESTED)
        if user.has_perm("articles.edit_every_article"):
            return offers
        pieces = self.model._meta.get_field("article").related_model.objects
        return offers.filter(article__in=pieces.drafts().owned_by(user))


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


class FrontPlaceQuerySet(models.QuerySet):
    def standing(self) -> FrontPlaceQuerySet:
        """Those whose time is not over, with a piece that readers see, the lead first."""
        seen = self.filter(published_q("article__"), until__gt=timezone.now())
        return seen.order_by("position")


class PictureQuerySet(models.QuerySet):
    def matching(self, words: str) -> PictureQuerySet:
        """Those whose caption, alternative text or credit has each of the words."""
        pictures = self
        for word in words.split():
            pictures = pictures.filter(
                Q(caption__icontains=word) | Q(alt__icontains=word) | Q(credit__icontains=word)
            )
        return pictures

    def with_use_count(self) -> PictureQuerySet:
        """`use_count`: how many pieces show it, above their text or in it, and as how many
        authors and organisations it stands."""
        ways = ("led_articles", "uses", "portrayed_authors", "marked_organizations")
        counts = [self._count_of(self.model._meta.get_field(way)) for way in ways]
        return self.annotate(use_count=sum(counts[1:], counts[0]))

    @staticmethod
    def _count_of(relation: models.ForeignObjectRel) -> Coalesce:
        name = relation.field.name
        rows = relation.related_model._default_manager.filter(**{name: OuterRef("pk")})
        if relation.name == "uses":  # one piece is one use, wherever it shows the picture
            rows = rows.exclude(article__lead_picture=F("picture"))
        counted = rows.order_by().values(name).annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(counted), 0)
