"""Querysets of requests to be forgotten, and of the decisions on them."""

from __future__ import annotations

from django.db import models

from articles.db.choices import ErasureKind


class OblivionRequestQuerySet(models.QuerySet):
    def waiting(self) -> OblivionRequestQuerySet:
        """Keep the requests whose time to answer is running, the most urgent first."""
        return self.filter(answered_on=None).order_by("received_on", "pk")


class OblivionDecisionQuerySet(models.QuerySet):
    def in_force(self) -> OblivionDecisionQuerySet:
        """Keep the decisions in force: not undone."""
        return self.filter(undone_at=None)

    def notes(self) -> OblivionDecisionQuerySet:
        return self.filter(kind=ErasureKind.NOTE)

    def unindexed(self) -> OblivionDecisionQuerySet:
        return self.filter(kind=ErasureKind.UNINDEXED)

    def initials(self) -> OblivionDecisionQuerySet:
        return self.filter(kind=ErasureKind.INITIALS)
