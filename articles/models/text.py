from __future__ import annotations

from django.db import models

from articles.querysets import NaturalKeyManager


class ArticleText(models.Model):
    """What is worked out from the words of a piece when it is saved.

    `words` are those of its headline, standfirst and body, in small letters, a space between:
    the database keeps a full-text index of them (see `articles.search`). `people` are the
    persons it names, as they are written. `linked_body` is the body with the first mention of
    each organisation leading to its dossier.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="text"
    )
    words = models.TextField(blank=True)
    people = models.JSONField(default=list, blank=True)
    linked_body = models.TextField(blank=True)

    objects = NaturalKeyManager()
    natural_key_fields = ("article__slug",)

    def __str__(self) -> str:
        return self.words[:80]

    def natural_key(self) -> tuple[str]:
        return self.article.natural_key()

    natural_key.dependencies = ["articles.article"]
