"""Querysets of notices to readers on articles already published: corrections and rectifications."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from articles.db.choices import RectificationState
from articles.querysets.append_only import WrittenOnceQuerySet


class NoticeQuerySet(models.QuerySet):
    """Notices on articles, each with a time: `moment` is the name of its field."""

    moment = "at"

    def published(self) -> NoticeQuerySet:
        """Keep the notices that readers see: those on articles that they see."""
        articles = self.model._meta.get_field("article").related_model.objects.published()
        # A join would begin at the articles, which are many more.
        return self.filter(Exists(articles.filter(pk=OuterRef("article"))))

    def indexable(self) -> NoticeQuerySet:
        """Keep the notices on articles that are offered to search engines."""
        article = self.model._meta.get_field("article").related_model
        decisions = article._meta.get_field("oblivion_decisions").related_model.objects
        forgotten = decisions.in_force().unindexed().filter(article=OuterRef("article"))
        return self.filter(~Exists(forgotten))

    def about(self, organization: models.Model) -> NoticeQuerySet:
        """Keep the notices on articles with a mention of the organization that readers see."""
        articles = self.model._meta.get_field("article").related_model.objects
        return self.filter(article__in=articles.about(organization, is_small=True).values("pk"))

    def older_than(self, moment: dt.datetime, uuid: UUID) -> NoticeQuerySet:
        """Keep the notices after the given one, in the order of `newest_first()`."""
        before = Q(**{f"{self.moment}__lt": moment}) | Q(**{self.moment: moment, "uuid__lt": uuid})
        return self.filter(before)

    def newest_first(self) -> NoticeQuerySet:
        return self.order_by(f"-{self.moment}", "-uuid")


class CorrectionQuerySet(WrittenOnceQuerySet, NoticeQuerySet):
    def in_force(self) -> CorrectionQuerySet:
        """Keep the corrections that no other supersedes."""
        return self.filter(superseded_by=None)


class RectificationQuerySet(NoticeQuerySet):
    moment = "closed_at"

    def printed(self) -> RectificationQuerySet:
        return self.filter(state=RectificationState.PUBLISHED)

    def published(self) -> RectificationQuerySet:
        return super().published().printed()

    def waiting(self) -> RectificationQuerySet:
        """Keep the requests whose time to answer is running, the most urgent first."""
        return self.filter(state=RectificationState.WAITING).order_by("received_on", "pk")
