from __future__ import annotations

from django.db import models


class ContentVersion(models.Model):
    """The number of changes to what the page of an article shows: the article, its ties, or what it
    is tied to. The database counts by itself (see `delivery.triggers`), in the transaction of the
    change. The row is narrow, because one name may be on a hundred thousand pages."""

    article = models.OneToOneField(
        "articles.Article",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="content_version",
    )
    number = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "articles_look"

    def __str__(self) -> str:
        return f"{self.article_id}: {self.number}"


class ArticleFragments(models.Model):
    """The HTML that readers get of an article, rendered when it was saved: what its page says to
    engines (`head`), the article (`page`), and how other pages show it: a row in lists, a tile
    under other articles.

    The fragments hold as long as `content_version` is the present one of the article, and
    `build_hash` that of the code and the templates. Where they do not hold, the page is rendered
    from the rows: nothing but time is lost."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="fragments"
    )
    content_version = models.PositiveIntegerField(db_column="look")
    build_hash = models.CharField(max_length=8, db_column="recipe")
    head = models.TextField()
    page = models.TextField()
    row = models.TextField()
    tile = models.TextField()

    class Meta:
        db_table = "articles_rendering"

    def __str__(self) -> str:
        return f"{self.article_id}: {self.content_version}"
