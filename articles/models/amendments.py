from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.db.date_fields import BoundedDateTimeField

_KINDS = [("typo", _("Typo")), ("update", _("Update")), ("correction", _("Correction"))]


class Amendment(models.Model):
    """A change to an article, as the previous release stored it; corrections have taken its place.
    Nothing reads or writes the table any more: it stays while servers of the previous release may
    be running, and is dropped in the next release.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="amendments"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=_KINDS)
    line = models.CharField(_("line for readers"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = BoundedDateTimeField(_("when"))

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="correction") | ~Q(line=""),
                name="amendment_correction_told",
                violation_error_message=_("Tell readers what was wrong, in a line."),
            )
        ]

    def __str__(self) -> str:
        return self.line
