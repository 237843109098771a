from __future__ import annotations

from django.db import models

from articles.db.date_fields import BoundedDateTimeField
from articles.querysets import MonthCounterQuerySet


class AuthorCounter(models.Model):
    """A change in the number of published articles that an author signs; the sum is the number.

    The database writes the rows (see `delivery.counters`): one for each change and not one number
    that rises, so that two who publish at once never wait for each other. Now and then the rows of
    an author are folded into one.
    """

    # No constraint: where a database is emptied, bylines may be counted out after their authors.
    author = models.ForeignKey(
        "articles.Author", on_delete=models.CASCADE, db_constraint=False, related_name="counters"
    )
    change = models.IntegerField()

    class Meta:
        db_table = "articles_authortally"

    def __str__(self) -> str:
        return f"{self.author_id}: {self.change:+}"


class MonthCounter(models.Model):
    """A change in the number of published articles dated at a moment; the sum over a month is its
    number. Written as the rows of authors are. Those of a month are folded into one at its
    beginning, those of the future when it has come."""

    moment = BoundedDateTimeField(db_index=True)
    change = models.IntegerField()

    objects = MonthCounterQuerySet.as_manager()

    class Meta:
        db_table = "articles_monthtally"

    def __str__(self) -> str:
        return f"{self.moment}: {self.change:+}"
