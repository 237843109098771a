from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.choices import SourceKind
from articles.db.date_fields import BoundedDateField
from articles.db.fields import LineField, WebAddressField
from articles.querysets import NaturalKeyManager


class Source(models.Model):
    """The source of a claim in an article; shown to readers."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="sources"
    )
    kind = models.CharField(
        _("kind"), max_length=15, choices=SourceKind, default=SourceKind.WEB_PAGE
    )
    label = LineField(
        _("source"), max_length=200, help_text=_("As readers will see it: who says what, where.")
    )
    url = WebAddressField(_("link"), max_length=500, blank=True)
    unnamed_because = LineField(
        _("why it has no name"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Only for a source that is not named: readers read why."),
    )
    date = BoundedDateField(_("date"), null=True, blank=True)

    objects = NaturalKeyManager()
    natural_key_fields = ("article__slug", "label")

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "label"],
                name="source_label_once",
                violation_error_message=_("This source is already in the list."),
            )
        ]

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str, str]:
        return (*self.article.natural_key(), self.label)

    natural_key.dependencies = ["articles.article"]
