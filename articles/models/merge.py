from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.day_fields import MomentField
from articles.fields import LineField


class OrganizationMerge(models.Model):
    """Two organisations that became one. `before` holds the rows that were changed or taken
    away, by model, as they were: all that it takes to undo. It speaks of rows by their keys,
    and is empty in a copy of the paper, where keys are others (see `signals`)."""

    kept = models.ForeignKey(
        "articles.Organization",
        on_delete=models.CASCADE,
        related_name="merges",
        verbose_name=_("organization"),
    )
    absorbed_name = LineField(_("absorbed"), max_length=120)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict, blank=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("merged by"),
    )
    merged_at = models.DateTimeField(_("merged"), auto_now_add=True)
    undone_at = MomentField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge of organizations")
        verbose_name_plural = _("merges of organizations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.absorbed_name} → {self.kept}"

    @property
    def can_be_undone(self) -> bool:
        return bool(self.before) and self.undone_at is None
