from __future__ import annotations

from django.db import models


class Look(models.Model):
    """How often what the page of a piece shows has changed: the piece, its ties, or what it is
    tied to. The database counts by itself (see `delivery.triggers`), in the transaction of the
    change; a narrow row, because one name may be on a hundred thousand pages."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="look"
    )
    number = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.number}"


class Rendering(models.Model):
    """What readers get of a piece, as HTML, made when it was saved: what its page says to engines
    (`head`), the piece (`page`), and how others show it: a row in lists, a tile under other pieces.

    It holds as long as the look of the piece is the one it was made for, and the templates are
    those of `recipe`. Whoever finds one that does not hold makes the page from the rows: nothing
    but time is lost."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="rendering"
    )
    look = models.PositiveIntegerField()
    recipe = models.CharField(max_length=8)
    head = models.TextField()
    page = models.TextField()
    row = models.TextField()
    tile = models.TextField()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.look}"
