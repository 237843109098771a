from __future__ import annotations

from django.db import models

from articles.querysets import NaturalKeyManager


class ArticleText(models.Model):
    """Data derived from the text of an article when it is saved.

    `words` are those of its headline, standfirst and body, in lower case and separated by a space:
    the database keeps a full-text index of them (see `articles.search`). `people` are the persons
    it names, as they are written. `rendered_body` is the body as readers get it, if it differs from
    the text that was written: the first mention of each organization links to its dossier, and
    pictures have their renditions and credits. `share_image` is the name of the image file that
    stands for the article where its address is shared, made when readers may see the article.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="text"
    )
    words = models.TextField(blank=True)
    people = models.JSONField(default=list, blank=True)
    rendered_body = models.TextField(blank=True)
    share_image = models.CharField(max_length=60, blank=True, db_column="share_picture")

    objects = NaturalKeyManager()
    natural_key_fields = ("article__slug",)

    def __str__(self) -> str:
        return self.words[:80]

    def natural_key(self) -> tuple[str]:
        return self.article.natural_key()

    natural_key.dependencies = ["articles.article"]
