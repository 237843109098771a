from __future__ import annotations

from django.db import models

from articles.db.date_fields import BoundedDateTimeField
from articles.querysets import MonthCounterQuerySet


class AuthorCounter(models.Model):
    """A change in the number of published articles that an author signs; the number is the sum of
    the changes.

    The database writes the rows (see `delivery.counters`), one for each change instead of a single
    number that rises, so that two people who publish at once never wait for each other. From time
    to time the rows of an author are added up into one.
    """

    # No constraint: when a database is emptied, bylines may be subtracted after their authors.
    author = models.ForeignKey(
        "articles.Author", on_delete=models.CASCADE, db_constraint=False, related_name="counters"
    )
    change = models.IntegerField()

    class Meta:
        db_table = "articles_authortally"

    def __str__(self) -> str:
        return f"{self.author_id}: {self.change:+}"


class MonthCounter(models.Model):
    """A change in the number of published articles dated at a moment; the number for a month is the
    sum over it. The rows are written like those of authors. Those of a month are added up into one
    at its beginning, those of a future month once it has begun.
    """

    moment = BoundedDateTimeField(db_index=True)
    change = models.IntegerField()

    objects = MonthCounterQuerySet.as_manager()

    class Meta:
        db_table = "articles_monthtally"

    def __str__(self) -> str:
        return f"{self.moment}: {self.change:+}"
