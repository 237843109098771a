from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField, ParagraphsField


class ArticleVersion(models.Model):
    """A saved version of an article: its number, and a summary of the changes in words.

    The content itself is in the revision (django-reversion): the article with its bylines,
    mentions, tags and sources. The article is stored by its key, without a foreign key, because its
    versions outlive it: a deleted article can be recovered from them.
    """

    revision = models.OneToOneField(
        "reversion.Revision", on_delete=models.CASCADE, related_name="article_version"
    )
    article_key = models.BigIntegerField()
    number = models.PositiveIntegerField(_("version"))
    headline = LineField(_("headline"), max_length=200)
    summary = ParagraphsField(_("what changed"), blank=True)

    class Meta:
        verbose_name = _("version of an article")
        verbose_name_plural = _("versions of articles")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article_key", "number"], name="article_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.headline} · {self.number}"
