"""Querysets of quotations, and of the people who are quoted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from articles.db.choices import QuotationStanding
from articles.querysets.visibility import published_q

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class QuotationQuerySet(models.QuerySet):
    def visible(self) -> QuotationQuerySet:
        """Keep the quotations that readers may see wherever they may see the article."""
        return self.filter(standing=QuotationStanding.CONFIRMED, hidden_by=None)

    def published(self) -> QuotationQuerySet:
        """Keep the quotations that readers see."""
        return self.visible().filter(published_q("article__"))

    def indexable(self) -> QuotationQuerySet:
        """Keep the quotations in articles that are offered to search engines."""
        return self.filter(~Exists(self._unindexed()))

    def unindexed(self) -> QuotationQuerySet:
        """Keep the quotations in articles that search engines are asked not to show."""
        return self.filter(Exists(self._unindexed()))

    def _unindexed(self) -> models.QuerySet:
        article = self.model._meta.get_field("article").related_model
        decisions = article._meta.get_field("oblivion_decisions").related_model.objects
        return decisions.in_force().unindexed().filter(article=OuterRef("article"))

    def speaking_for(self, organization: models.Model) -> QuotationQuerySet:
        """Keep the words of an organization: its own, and those of people who are with it."""
        return self.filter(organization=organization, is_former=False)

    def waiting_for(self, user: AbstractBaseUser) -> QuotationQuerySet:
        """Keep the suggestions that a person may decide: those in articles that they may edit."""
        offers = self.filter(standing=QuotationStanding.SUGGESTED, hidden_by=None)
        if user.has_perm("articles.edit_every_article"):
            return offers
        articles = self.model._meta.get_field("article").related_model.objects
        return offers.filter(article__in=articles.drafts().owned_by(user))

    def newest_first(self) -> QuotationQuerySet:
        """Sort by the time of the article, newest first."""
        return self.order_by("-article__published_at", "-uuid")

    def older_than(self, moment: dt.datetime, uuid: UUID) -> QuotationQuerySet:
        """Keep the quotations after the given one, in the order of `newest_first()`."""
        same = Q(article__published_at=moment, uuid__lt=uuid)
        return self.filter(Q(article__published_at__lt=moment) | same)

    def in_text(self) -> QuotationQuerySet:
        return self.order_by("offset", "pk")


class PersonQuerySet(models.QuerySet):
    def _quotations(self) -> QuotationQuerySet:
        quotations = self.model._meta.get_field("quotations").related_model.objects
        return quotations.published().filter(person=OuterRef("pk"))

    def with_published_quotations(self) -> PersonQuerySet:
        """Keep the people that readers may know of: those with words that readers see."""
        return self.filter(Exists(self._quotations()))

    def indexable(self) -> PersonQuerySet:
        """Keep the people who are not to be forgotten in any article that quotes them."""
        return self.filter(~Exists(self._quotations().unindexed()))

    def with_unindexed(self) -> PersonQuerySet:
        """Annotate `is_unindexed`, true for a person who is to be forgotten in an article that
        quotes them: engines are asked not to show their page, since it is found by their name.
        """
        return self.annotate(is_unindexed=Exists(self._quotations().unindexed()))

    def speaking_for(self, organization: models.Model) -> PersonQuerySet:
        """Keep the people whose words readers see as an organization's; annotate `quotation_count`,
        and the `role` in which they spoke last. The most quoted come first.
        """
        quoted = (
            Q(quotations__organization=organization, quotations__is_former=False)
            & Q(quotations__standing=QuotationStanding.CONFIRMED, quotations__hidden_by=None)
            & published_q("quotations__article__")
        )
        own = self._quotations().speaking_for(organization).newest_first()
        counted = self.filter(quoted).annotate(
            quotation_count=Count("quotations"), role=Subquery(own.values("role")[:1])
        )
        return counted.order_by("-quotation_count", "name", "slug")

    def with_quotation_count(self) -> PersonQuerySet:
        """Annotate `quotation_count`, the number of quotations that readers see."""
        counted = self._quotations().order_by().values("person").annotate(n=Count("pk"))
        return self.annotate(quotation_count=Coalesce(Subquery(counted.values("n")), 0))
