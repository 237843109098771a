from __future__ import annotations

from django.db import models


class ContentVersion(models.Model):
    """The number of changes to what the page of an article shows: the article, its relations, or
    the rows they lead to. The database counts by itself (see `delivery.triggers`), in the
    transaction of the change. The row is narrow, because one name may be on a hundred thousand
    pages.
    """

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
    """The HTML of an article as readers get it, rendered when it was saved: the metadata of its
    page for search engines (`head`), the article itself (`page`), and its form on other pages, as a
    row in lists (`row`) and as a tile under other articles (`tile`).

    The fragments are valid as long as `content_version` is the current one of the article, and
    `build_hash` that of the code and the templates. When they are not valid, the page is rendered
    from the rows: only time is lost.
    """

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
