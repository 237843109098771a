"""Querysets of articles: filters and orders."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, Expression, OuterRef, Q, Subquery, Value
from django.db.models.functions import Least
from django.utils import timezone

from articles.db.choices import ArticleStatus
from articles.querysets.publication_times import SECOND
from articles.querysets.related_rows import RelatedRowsQuerySet
from articles.querysets.visibility import is_of_the_newsroom, published_q

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


#: The number of articles on a page of a list.
PAGE_SIZE = 20


def _midnight(day: dt.date) -> dt.datetime:
    """Return the start of a day in the newsroom's time zone. Days outside the years 1600 to 2999
    are moved to the nearest day within: at the ends of the calendar, times cannot be converted.
    """
    day = min(max(day, dt.date(1600, 1, 1)), dt.date(2999, 12, 31))
    return dt.datetime.combine(day, dt.time(), timezone.get_default_timezone())


class ArticleQuerySet(RelatedRowsQuerySet):
    # Visibility

    def published(
        self, *, until: dt.datetime | None = None, now: Expression | None = None
    ) -> ArticleQuerySet:
        """Keep the articles that readers see: published, with a time that has come; with `until`,
        only those published by then. A prepared query passes its slot as `now`.
        """
        return self.filter(published_q(until=until, now=now))

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> ArticleQuerySet:
        """Keep all articles for the newsroom, and the published ones for everybody else."""
        if is_of_the_newsroom(user):
            return self.all()
        return self.published()

    def scheduled(self) -> ArticleQuerySet:
        """Keep the articles under embargo: published at a time that has not come yet."""
        return self.filter(status=ArticleStatus.PUBLISHED, published_at__gt=timezone.now())

    def in_review(self) -> ArticleQuerySet:
        return self.filter(status=ArticleStatus.REVIEW)

    def drafts(self) -> ArticleQuerySet:
        return self.filter(status=ArticleStatus.DRAFT)

    def unfinished(self) -> ArticleQuerySet:
        """Keep the articles still to be published: drafts, and those in review."""
        return self.filter(status__in=[ArticleStatus.DRAFT, ArticleStatus.REVIEW])

    def withdrawn(self) -> ArticleQuerySet:
        return self.filter(status=ArticleStatus.WITHDRAWN)

    def owned_by(self, user: AbstractBaseUser) -> ArticleQuerySet:
        """Keep the articles that a person began, or signs."""
        signed = self.model.authors.through.objects.filter(
            article=OuterRef("pk"), author__user=user
        )
        return self.filter(Q(created_by=user) | Exists(signed))

    def waiting_for(self, user: AbstractBaseUser) -> ArticleQuerySet:
        """Keep the articles whose next step is this person's: sent to them, sent back to them, or,
        if they may publish, in review and assigned to nobody.
        """
        mine = Q(assignee=user)
        if user.has_perm("articles.publish_article"):
            mine |= Q(status=ArticleStatus.REVIEW, assignee=None)
        return self.unfinished().filter(mine)

    # Subjects

    def about(
        self, organization: models.Model | int | Expression, *, is_small: bool = False
    ) -> ArticleQuerySet:
        """Keep the articles with a mention of the organization that readers see."""
        ties = self.model.organizations.through.objects.visible()
        return self._tied(ties.filter(organization=organization), "article", is_small=is_small)

    def _tied(self, ties: models.QuerySet, field: str, *, is_small: bool) -> ArticleQuerySet:
        """Keep the articles that `ties` lead to, in one of two ways. Where there are many, each
        article is tested in turn from the newest on; where there are few (see `is_small`), all are
        gathered and then sorted. The cost of a page is thus bounded, however large the archive is.
        """
        if is_small:
            return self.filter(pk__in=ties.order_by().values(field))
        return self.filter(Exists(ties.filter(**{field: OuterRef("pk")})))

    def about_the_same_as(self, article: Expression) -> ArticleQuerySet:
        """Keep the articles that share an organization with the given article, as readers see it,
        without the article itself.
        """
        ties = self.model.organizations.through.objects.visible()
        own = ties.filter(article=article).values("organization")
        shared = ties.filter(article=OuterRef("pk"), organization__in=own)
        return self.filter(Exists(shared)).exclude(pk=article)

    def about_all(self, *organizations: models.Model | int | Expression) -> ArticleQuerySet:
        """Keep the articles with a mention of each of the organizations that readers see."""
        articles = self
        for organization in organizations:
            articles = articles.about(organization)
        return articles

    def indexable(self) -> ArticleQuerySet:
        """Keep the articles offered to search engines and other aggregators: without those in which
        somebody is to be forgotten, which readers find only in the paper.
        """
        return self.filter(~self._unindexed())

    def with_unindexed(self) -> ArticleQuerySet:
        """Annotate `is_unindexed`, true if search engines are asked not to show the article."""
        return self.annotate(is_unindexed=self._unindexed())

    def with_interests(self) -> ArticleQuerySet:
        """Annotate `may_have_interests`, true if an interest is declared in an organization of the
        article: few articles have any, and the others need no query.
        """
        ties = self.model.organizations.through.objects.filter(article=OuterRef("pk"))
        some = ties.filter(organization__interests__isnull=False)
        return self.annotate(may_have_interests=Exists(some))

    def with_quotations(self) -> ArticleQuerySet:
        """Annotate `may_have_quotations`, true if readers see any: most articles have none."""
        some = self._related("quotations").visible().filter(article=OuterRef("pk"))
        return self.annotate(may_have_quotations=Exists(some))

    def with_media_mark(self) -> ArticleQuerySet:
        """Annotate `may_have_media`, true if there is audio, video or a document in the text: most
        articles have none.
        """
        uses = self._related("media_uses").filter(article=OuterRef("pk"))
        return self.annotate(may_have_media=Exists(uses))

    def _unindexed(self) -> Exists:
        decisions = self._related("oblivion_decisions").in_force().unindexed()
        return Exists(decisions.filter(article=OuterRef("pk")))

    def first_here(self) -> ArticleQuerySet:
        """Keep the articles that appeared nowhere else before: the others have a canonical address
        elsewhere.
        """
        return self.filter(canonical_url="")

    def most_named_people(self, *, newest: int) -> list[tuple[str, int]]:
        """Return the people named in the newest articles, each with the number of articles, the
        most named first.
        """
        lists = self.newest_first().values_list("text__people", flat=True)[:newest]
        counted = Counter(name for names in lists for name in names or ())
        return sorted(counted.items(), key=lambda row: (-row[1], row[0]))

    def by(self, author: models.Model | Expression, *, is_small: bool = False) -> ArticleQuerySet:
        bylines = self.model.authors.through.objects.filter(author=author)
        return self._tied(bylines, "article", is_small=is_small)

    def in_section(self, section: models.Model) -> ArticleQuerySet:
        return self.filter(section=section)

    def in_series(self, series: models.Model) -> ArticleQuerySet:
        return self.filter(series_part__series=series)

    def with_media_of(self, mime_types: Iterable[str]) -> ArticleQuerySet:
        """Keep the articles that have a file of one of these types."""
        uses = self._related("media_uses")
        tied = uses.filter(media__mime_type__in=list(mime_types)).values("article")
        return self.filter(pk__in=tied)

    def tagged(self, tag: models.Model | Expression, *, is_small: bool = False) -> ArticleQuerySet:
        items = self.model._meta.get_field("tagged_items").related_model.objects.filter(tag=tag)
        return self._tied(items, "content_object", is_small=is_small)

    def published_between(self, start: dt.datetime, end: dt.datetime) -> ArticleQuerySet:
        """Keep the articles that readers see, dated from `start` on and before `end`."""
        return self.published(until=end - SECOND).filter(published_at__gte=start)

    def published_on(
        self,
        since: dt.date | None,
        until: dt.date | None,
        *,
        before: tuple[dt.datetime, str] | None = None,
    ) -> ArticleQuerySet:
        """Keep the articles that readers see, dated from one day to another, both included. With
        `before`, the time and the slug of an article, keep only those after it in the order of
        `newest_first()`. A bound that is None sets no limit.
        """
        last = _midnight(until) + dt.timedelta(days=1) - SECOND if until else None
        if before is not None and (last is None or before[0] <= last):
            articles = self.older_than(*before)
        else:
            articles = self.published(until=last)
        return articles.filter(published_at__gte=_midnight(since)) if since else articles

    def older_than(
        self,
        published_at: dt.datetime | Expression,
        slug: str | Expression,
        *,
        now: Expression | None = None,
    ) -> ArticleQuerySet:
        """Keep the articles that readers see after the given one, in the order of `newest_first()`:
        paging by key costs the same however deep the archive is. A prepared query passes its slot
        as `now`, and the earlier of the two times as `published_at`.
        """
        older = self.published(until=published_at) if now is None else self.published(now=now)
        return older.exclude(published_at=published_at, slug__gte=slug)

    def newer_than(
        self,
        published_at: dt.datetime | Expression,
        slug: str | Expression,
        *,
        now: Expression | None = None,
    ) -> ArticleQuerySet:
        """Keep the articles that readers see before the given one, in the order of
        `newest_first()`.
        """
        newer = self.published(now=now).filter(published_at__gte=published_at)
        return newer.exclude(published_at=published_at, slug__lte=slug)

    # Order and neighbours

    def newest_first(self) -> ArticleQuerySet:
        """Sort newest first. The slug decides between equal times, because primary keys change when
        an archive is dumped and loaded, and the addresses of its pages must not.
        """
        return self.order_by("-published_at", "-slug")

    def oldest_first(self) -> ArticleQuerySet:
        return self.order_by("published_at", "slug")

    def with_neighbours(self, *, now: Expression | None = None) -> ArticleQuerySet:
        """Annotate `before_id` and `after_id`, the previous and the next article in the section, as
        readers see them.
        """
        time, slug = OuterRef("published_at"), OuterRef("slug")
        section = self.model.objects.filter(
            section=OuterRef("section"), status=ArticleStatus.PUBLISHED
        )
        latest = Least(time, Value(timezone.now()) if now is None else now)
        before = section.filter(published_at__lte=latest)
        after = section.filter(published_q(now=now), published_at__gte=time)
        before = before.exclude(published_at=time, slug__gte=slug).newest_first()
        after = after.exclude(published_at=time, slug__lte=slug).oldest_first()
        return self.annotate(
            before_id=Subquery(before.values("pk")[:1]), after_id=Subquery(after.values("pk")[:1])
        )
