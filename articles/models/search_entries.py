from __future__ import annotations

from django.db import models

from articles.querysets import NaturalKeyManager


class SearchEntry(models.Model):
    """The entry of a published article in the search index; an article that is not published has
    none.

    `place` is its place in time, a number that rises with the time of publication (see
    `articles.search.entries`). `terms` are the stems of its words in their order, `weights` those
    that count more, each with a letter for the reason, and `facets` the values by which results can
    be narrowed. The database keeps a full-text index of `terms` and `facets`.
    """

    place = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="search_entry"
    )
    terms = models.TextField(blank=True)
    weights = models.TextField(blank=True)
    facets = models.TextField(blank=True)

    objects = NaturalKeyManager()
    natural_key_fields = ("article__slug",)

    def __str__(self) -> str:
        return self.terms[:80]

    def natural_key(self) -> tuple[str]:
        return self.article.natural_key()

    natural_key.dependencies = ["articles.article"]
