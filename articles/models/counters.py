from __future__ import annotations

from django.db import models

from articles.db.date_fields import MomentField
from articles.querysets import MonthTallyQuerySet


class AuthorTally(models.Model):
    """A change of how many published pieces an author signs; the sum of the changes is how many.

    The database writes them (see `delivery.counters`): a row for each change and not one number
    that rises, so that two who publish at once never wait for each other. Now and then the rows of
    an author are folded into one.
    """

    # No constraint: where a database is emptied, bylines may be counted out after their authors.
    author = models.ForeignKey(
        "articles.Author", on_delete=models.CASCADE, db_constraint=False, related_name="tallies"
    )
    change = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.author_id}: {self.change:+}"


class MonthTally(models.Model):
    """A change of how many published pieces are dated at a moment: the sum over a month is how many
    it has. Written as those of authors are; the rows of a month are folded into one at its
    beginning, those of the future when it has come."""

    moment = MomentField(db_index=True)
    change = models.IntegerField()

    objects = MonthTallyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.moment}: {self.change:+}"
