from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, Tag

from articles.querysets import NaturalKeyManager


class TaggedArticle(ItemBase):
    """A tag on a piece, with real keys on both sides: taggit's own tie is by content type
    and bare id, which a fixture with natural keys cannot say."""

    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged_items"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_articles")

    objects = NaturalKeyManager()
    natural_key_fields = ("content_object__slug", "tag__name")

    class Meta:
        verbose_name = _("tag of an article")
        verbose_name_plural = _("tags of articles")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tagged_article_once")
        ]

    def natural_key(self) -> tuple[str, str]:
        return (*self.content_object.natural_key(), *self.tag.natural_key())

    natural_key.dependencies = ["articles.article", "taggit.tag"]
