"""What was decided of those who asked to be forgotten."""

from __future__ import annotations

from django.db import models

from articles.db.choices import ErasureKind


class OblivionRequestQuerySet(models.QuerySet):
    def waiting(self) -> OblivionRequestQuerySet:
        """What the clock runs for, the most urgent first."""
        return self.filter(answered_on=None).order_by("received_on", "pk")


class OblivionDecisionQuerySet(models.QuerySet):
    def standing(self) -> OblivionDecisionQuerySet:
        """In force: not undone."""
        return self.filter(undone_at=None)

    def notes(self) -> OblivionDecisionQuerySet:
        return self.filter(kind=ErasureKind.NOTE)

    def unindexed(self) -> OblivionDecisionQuerySet:
        return self.filter(kind=ErasureKind.UNINDEXED)

    def initials(self) -> OblivionDecisionQuerySet:
        return self.filter(kind=ErasureKind.INITIALS)
