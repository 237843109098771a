"""Who says what: quotations, and the people who are quoted."""

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
        """What readers may see, of articles that they may see."""
        return self.filter(standing=QuotationStanding.CONFIRMED, hidden_by=None)

    def published(self) -> QuotationQuerySet:
        """What readers see."""
        return self.visible().filter(published_q("article__"))

    def for_engines(self) -> QuotationQuerySet:
        """Of articles that are told to whoever gathers them."""
        return self.filter(~Exists(self._unindexed()))

    def unindexed(self) -> QuotationQuerySet:
        """Of articles that engines are asked not to show."""
        return self.filter(Exists(self._unindexed()))

    def _unindexed(self) -> models.QuerySet:
        article = self.model._meta.get_field("article").related_model
        decisions = article._meta.get_field("oblivion_decisions").related_model.objects
        return decisions.standing().unindexed().filter(article=OuterRef("article"))

    def speaking_for(self, organization: models.Model) -> QuotationQuerySet:
        """The words of an organisation: of who is with it, and its own."""
        return self.filter(organization=organization, is_former=False)

    def waiting_for(self, user: AbstractBaseUser) -> QuotationQuerySet:
        """The offers that a person may decide: those in articles that they may edit."""
        offers = self.filter(standing=QuotationStanding.SUGGESTED, hidden_by=None)
        if user.has_perm("articles.edit_every_article"):
            return offers
        articles = self.model._meta.get_field("article").related_model.objects
        return offers.filter(article__in=articles.drafts().owned_by(user))

    def newest_first(self) -> QuotationQuerySet:
        """By the article that has them."""
        return self.order_by("-article__published_at", "-uuid")

    def older_than(self, moment: dt.datetime, uuid: UUID) -> QuotationQuerySet:
        """Those after that one, in the order of `newest_first()`."""
        same = Q(article__published_at=moment, uuid__lt=uuid)
        return self.filter(Q(article__published_at__lt=moment) | same)

    def in_text(self) -> QuotationQuerySet:
        return self.order_by("offset", "pk")


class PersonQuerySet(models.QuerySet):
    def _quotations(self) -> QuotationQuerySet:
        quotations = self.model._meta.get_field("quotations").related_model.objects
        return quotations.published().filter(person=OuterRef("pk"))

    def with_published_quotations(self) -> PersonQuerySet:
        """Those that readers may know of: with words that they see."""
        return self.filter(Exists(self._quotations()))

    def for_engines(self) -> PersonQuerySet:
        """Without those who are to be forgotten in an article that quotes them."""
        return self.filter(~Exists(self._quotations().unindexed()))

    def with_unindexed(self) -> PersonQuerySet:
        """With `is_unindexed`: engines are asked not to show who is to be forgotten in an article
        that quotes them, since their page is found by their name."""
        return self.annotate(is_unindexed=Exists(self._quotations().unindexed()))

    def speaking_for(self, organization: models.Model) -> PersonQuerySet:
        """Those whose words readers see as an organisation's, with `quotation_count`, and the
        `role` in which they spoke last; the most quoted first."""
        said = (
            Q(quotations__organization=organization, quotations__is_former=False)
            & Q(quotations__standing=QuotationStanding.CONFIRMED, quotations__hidden_by=None)
            & published_q("quotations__article__")
        )
        own = self._quotations().speaking_for(organization).newest_first()
        counted = self.filter(said).annotate(
            quotation_count=Count("quotations"), role=Subquery(own.values("role")[:1])
        )
        return counted.order_by("-quotation_count", "name", "slug")

    def with_quotation_count(self) -> PersonQuerySet:
        """With `quotation_count`, over what readers see."""
        counted = self._quotations().order_by().values("person").annotate(n=Count("pk"))
        return self.annotate(quotation_count=Coalesce(Subquery(counted.values("n")), 0))
