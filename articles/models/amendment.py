from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.choices import AmendmentKind
from articles.querysets import NaturalKeyManager


class AmendmentQuerySet(models.QuerySet):
    def told(self) -> AmendmentQuerySet:
        """Those that readers are told of."""
        return self.exclude(line="").exclude(kind=AmendmentKind.TYPO)


class Amendment(models.Model):
    """A change to a piece that readers had seen: what it was, and what they are told of it."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="amendments"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AmendmentKind)
    line = models.CharField(_("line for readers"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("when"))

    objects = NaturalKeyManager.from_queryset(AmendmentQuerySet)()
    natural_key_fields = ("article__slug", "at")

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=AmendmentKind.CORRECTION) | ~Q(line=""),
                name="amendment_correction_told",
                violation_error_message=_("Tell readers what was wrong, in a line."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.line or self.article}"

    def natural_key(self) -> tuple:
        return (*self.article.natural_key(), self.at)

    natural_key.dependencies = ["articles.article"]
