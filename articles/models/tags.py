from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import ItemBase, TagBase

from articles.db.fields import LineField
from articles.models.unique_names import OneName
from articles.querysets import NaturalKeyManager, TagQuerySet
from articles.text.slugs import make_slug


class Tag(OneName, TagBase):
    """A tag. It replaces taggit's own model, which gives an empty slug to a name without Latin
    letters.
    """

    name = LineField(pgettext_lazy("A tag name", "name"), unique=True, max_length=100)

    objects = NaturalKeyManager.from_queryset(TagQuerySet)()
    natural_key_fields = ("name",)

    class Meta(OneName.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("articles:tag", args=[self.slug])

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the slug of a name; `i` counts from 1 the names that already have it."""
        slug = make_slug(tag, fallback="tema")
        return slug if i is None else f"{slug}-{i + 1}"


class TaggedArticle(ItemBase):
    """A tag on an article, with foreign keys on both sides: taggit's own relation uses the content
    type and a bare id, which a fixture with natural keys cannot express.
    """

    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged_items"
    )
    # The page of a tag in use has an address that readers know.
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="tagged_articles")

    objects = NaturalKeyManager()
    natural_key_fields = ("content_object__slug", "tag__name")

    class Meta:
        verbose_name = _("tag of an article")
        verbose_name_plural = _("tags of articles")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tagged_article_once")
        ]

    def __str__(self) -> str:
        return f"{self.tag} · {self.content_object}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.content_object.natural_key(), *self.tag.natural_key())

    natural_key.dependencies = ["articles.article", "articles.tag"]
