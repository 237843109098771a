"""Which articles, in what order, with what."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, Expression, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Least
from django.utils import timezone

from articles.db.choices import ArticleStatus
from articles.querysets.publication_times import SECOND, TimesQuerySet
from articles.querysets.visibility import is_of_the_newsroom, published_q

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


#: How many articles a page of a list has.
PAGE_SIZE = 20


def _midnight(day: dt.date) -> dt.datetime:
    """When a day begins in the newsroom's zone; days of no paper are the nearest of one, because
    at the ends of the calendar times cannot be converted."""
    day = min(max(day, dt.date(1600, 1, 1)), dt.date(2999, 12, 31))
    return dt.datetime.combine(day, dt.time(), timezone.get_default_timezone())


class ArticleQuerySet(TimesQuerySet):
    # Who may see

    def published(
        self, *, until: dt.datetime | None = None, now: Expression | None = None
    ) -> ArticleQuerySet:
        """What readers see: published, and its time has come; of it, what came out by `until`.
        A query that is asked later gives `now` its place."""
        return self.filter(published_q(until=until, now=now))

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> ArticleQuerySet:
        """Everything for the newsroom, the published for everybody else."""
        if is_of_the_newsroom(user):
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
        """The articles a person began, or signs."""
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

    def about(
        self, organization: models.Model | int | Expression, *, is_small: bool = False
    ) -> ArticleQuerySet:
        """Tied, as readers see it, to the organisation."""
        ties = self.model.organizations.through.objects.visible()
        return self._tied(ties.filter(organization=organization), "article", is_small=is_small)

    def _tied(self, ties: models.QuerySet, field: str, *, is_small: bool) -> ArticleQuerySet:
        """Two ways to the same articles: through the newest, asking of each whether it is tied,
        where many are; or all that the ties lead to, put in order, where few are (see `is_small`).
        What a page costs is then bounded, however large the archive."""
        if is_small:
            return self.filter(pk__in=ties.order_by().values(field))
        return self.filter(Exists(ties.filter(**{field: OuterRef("pk")})))

    def about_the_same_as(self, article: Expression) -> ArticleQuerySet:
        """Tied, as readers see it, to an organisation of that article, and not the article
        itself."""
        ties = self.model.organizations.through.objects.visible()
        own = ties.filter(article=article).values("organization")
        shared = ties.filter(article=OuterRef("pk"), organization__in=own)
        return self.filter(Exists(shared)).exclude(pk=article)

    def about_all(self, *organizations: models.Model | int | Expression) -> ArticleQuerySet:
        """Tied, as readers see it, to each of the organisations."""
        articles = self
        for organization in organizations:
            articles = articles.about(organization)
        return articles

    def for_engines(self) -> ArticleQuerySet:
        """Those that are told to whoever gathers articles: without those in which somebody is to be
        forgotten, which readers find in the paper alone."""
        return self.filter(~self._unindexed())

    def with_unindexed(self) -> ArticleQuerySet:
        """With `is_unindexed`, whether engines are asked not to show it."""
        return self.annotate(is_unindexed=self._unindexed())

    def with_interests(self) -> ArticleQuerySet:
        """With `may_have_interests`, whether any is told of an organisation that it is tied to: few
        articles have them, and the others need not ask."""
        ties = self.model.organizations.through.objects.filter(article=OuterRef("pk"))
        some = ties.filter(organization__interests__isnull=False)
        return self.annotate(may_have_interests=Exists(some))

    def with_quotations(self) -> ArticleQuerySet:
        """With `may_have_quotations`, whether readers see any: most articles have none."""
        some = self._told("quotations").visible().filter(article=OuterRef("pk"))
        return self.annotate(may_have_quotations=Exists(some))

    def _unindexed(self) -> Exists:
        decisions = self._told("oblivion_decisions").standing().unindexed()
        return Exists(decisions.filter(article=OuterRef("pk")))

    def first_here(self) -> ArticleQuerySet:
        """Those that appeared nowhere else before: of the others, another address counts."""
        return self.filter(canonical_url="")

    def most_named_people(self, *, newest: int) -> list[tuple[str, int]]:
        """Who is named in the newest articles, with in how many, the most first."""
        lists = self.newest_first().values_list("text__people", flat=True)[:newest]
        counted = Counter(name for names in lists for name in names or ())
        return sorted(counted.items(), key=lambda row: (-row[1], row[0]))

    def by(self, author: models.Model | Expression, *, is_small: bool = False) -> ArticleQuerySet:
        bylines = self.model.authors.through.objects.filter(author=author)
        return self._tied(bylines, "article", is_small=is_small)

    def in_section(self, section: models.Model) -> ArticleQuerySet:
        return self.filter(section=section)

    def tagged(self, tag: models.Model | Expression, *, is_small: bool = False) -> ArticleQuerySet:
        items = self.model._meta.get_field("tagged_items").related_model.objects.filter(tag=tag)
        return self._tied(items, "content_object", is_small=is_small)

    def published_between(self, start: dt.datetime, end: dt.datetime) -> ArticleQuerySet:
        """What readers see of what is dated from `start`, before `end`."""
        return self.published(until=end - SECOND).filter(published_at__gte=start)

    def published_on(
        self,
        since: dt.date | None,
        until: dt.date | None,
        *,
        before: tuple[dt.datetime, str] | None = None,
    ) -> ArticleQuerySet:
        """What readers see of what is dated from one day to another, both within; and, where
        `before` is the time and the slug of an article, after it in the order of `newest_first()`.
        What is None bounds nothing."""
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
        """What readers see after that article, in the order of `newest_first()`: paging by key
        costs the same however deep the archive is. A query that is asked later gives `now` its
        place, and there the earlier of the two times."""
        older = self.published(until=published_at) if now is None else self.published(now=now)
        return older.exclude(published_at=published_at, slug__gte=slug)

    def newer_than(
        self,
        published_at: dt.datetime | Expression,
        slug: str | Expression,
        *,
        now: Expression | None = None,
    ) -> ArticleQuerySet:
        """What readers see before that article, in the order of `newest_first()`."""
        newer = self.published(now=now).filter(published_at__gte=published_at)
        return newer.exclude(published_at=published_at, slug__lte=slug)

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
        """With what a feed says of an article, its text too. Six queries."""
        corrections = self._told("corrections").standing().select_related("supersedes")
        statements = self._told("rectifications").printed()
        notes = self._told("oblivion_decisions").standing().notes()
        rows = self.select_related("section", "lead_picture", "text").with_interests()
        return rows.prefetch_related(
            self._ordered_bylines(),
            "tags",
            Prefetch("oblivion_decisions", notes.order_by("-at", "-pk"), to_attr="outcome_notes"),
            Prefetch("corrections", corrections.newest_first(), to_attr="told_corrections"),
            Prefetch("rectifications", statements.newest_first(), to_attr="printed_rectifications"),
        )

    def for_page(self) -> ArticleQuerySet:
        """With what the article's own page shows. Five queries."""
        mentions = (
            self.model.organizations.through.objects.visible()
            .select_related("organization")
            .with_name_then()
            .order_by("-count", "organization__name", "organization__slug")
        )
        rows = (
            self.select_related("section", "lead_picture", "text")
            .with_neighbours()
            .with_unindexed()
            .with_interests()
            .with_quotations()
        )
        return rows.prefetch_related(
            self._ordered_bylines(),
            Prefetch("mentions", mentions, to_attr="public_mentions"),
            "tags",
            "sources",
        )

    def with_neighbours(self, *, now: Expression | None = None) -> ArticleQuerySet:
        """With `before_id` and `after_id`, the articles that came out before and after it in its
        section, as readers see it."""
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

    def for_desk(self) -> ArticleQuerySet:
        """With what the newsroom's lists show. Three queries."""
        mentions = self.model.organizations.through.objects.visible().select_related("organization")
        return self.for_listing().prefetch_related(
            Prefetch("mentions", mentions, to_attr="public_mentions")
        )

    def _told(self, name: str) -> models.QuerySet:
        """What readers are told of articles after they came out, by the name of the relation."""
        return self.model._meta.get_field(name).related_model.objects.all()

    def _ordered_bylines(self) -> Prefetch:
        bylines = self.model.authors.through.objects.select_related("author")
        return Prefetch("bylines", bylines.order_by("position", "pk"))
