from __future__ import annotations

from django.db import models
from django.db.models import Q

from articles.db.date_fields import BoundedDateTimeField


class Edition(models.Model):
    """The state of the published paper, as one row: `number` rises with each change to what readers
    may see, and `mark` never has the same value twice, not even after a backup was restored.

    The database raises the number by itself, in the transaction of the change (see
    `delivery.triggers`). Before the first change there is no row.
    """

    number = models.PositiveBigIntegerField()
    mark = models.CharField(max_length=16)
    changed_at = BoundedDateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="edition_is_one")]

    def __str__(self) -> str:
        return f"{self.number}"
