"""Querysets of the mentions of organizations in articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import BooleanField, Expression, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from articles.db.choices import PUBLIC_STANDINGS, MentionStanding, NameKind
from articles.querysets.visibility import published_q

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class MentionQuerySet(models.QuerySet):
    def visible(self) -> MentionQuerySet:
        """Keep the mentions that readers see."""
        return self.filter(standing__in=PUBLIC_STANDINGS)

    def tied_like(self, article: Expression, *, now: Expression, most: int) -> MentionQuerySet:
        """Keep up to `most` mentions, in other articles, of the organizations of the given article;
        annotate `is_seen`, true if readers see the other article. The limit applies before the
        articles are looked at, so that no more than `most` rows are read, however many articles
        there are.
        """
        own = self.model.objects.visible().filter(article=article).values("organization")
        others = self.visible().filter(organization__in=own).exclude(article=article)
        seen = ExpressionWrapper(published_q("article__", now=now), output_field=BooleanField())
        return self.filter(pk__in=others.order_by().values("pk")[:most]).annotate(is_seen=seen)

    def with_name_then(self) -> MentionQuerySet:
        """Annotate `name_then`, the name of the organization on the day of the article: a former
        one if the days of the names say so.
        """
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
        """Keep the suggestions that a person may decide: those in articles that they may edit."""
        offers = self.filter(standing=MentionStanding.SUGGESTED)
        if user.has_perm("articles.edit_every_article"):
            return offers
        articles = self.model._meta.get_field("article").related_model.objects
        return offers.filter(article__in=articles.drafts().owned_by(user))
