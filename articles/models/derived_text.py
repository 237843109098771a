from __future__ import annotations

from django.db import models

from articles.querysets import NaturalKeyManager


class ArticleText(models.Model):
    """What is worked out from the words of an article when it is saved.

    `words` are those of its headline, standfirst and body, in small letters, a space between:
    the database keeps a full-text index of them (see `articles.search`). `people` are the
    persons it names, as they are written. `rendered_body` is the body as readers get it, where it
    differs from what was written: the first mention of each organisation leads to its dossier,
    and pictures have their renditions and credits. `share_picture` is the name of the file that
    stands for the article where its address is shared, made when readers may see it.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="text"
    )
    words = models.TextField(blank=True)
    people = models.JSONField(default=list, blank=True)
    rendered_body = models.TextField(blank=True)
    share_picture = models.CharField(max_length=60, blank=True)

    objects = NaturalKeyManager()
    natural_key_fields = ("article__slug",)

    def __str__(self) -> str:
        return self.words[:80]

    def natural_key(self) -> tuple[str]:
        return self.article.natural_key()

    natural_key.dependencies = ["articles.article"]
