from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.db.choices import InterestKind
from articles.db.date_fields import BoundedDateField
from articles.db.fields import LineField
from articles.querysets import InterestQuerySet, NaturalKeyManager


class Interest(models.Model):
    """An interest that ties the paper, or an author, to an organization: as owner, sponsor,
    employer. It is declared once, and every article of its days that names the organization carries
    the note; with an `author`, only the articles that they sign.
    """

    organization = models.ForeignKey(
        "articles.Organization",
        on_delete=models.CASCADE,
        related_name="interests",
        verbose_name=_("organization"),
    )
    author = models.ForeignKey(
        "articles.Author",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="interests",
        verbose_name=_("author"),
        help_text=_("Only where it ties who signs, and not the paper."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=InterestKind)
    note = LineField(
        _("note for readers"),
        max_length=300,
        help_text=_("“The company owns a tenth of the publisher.” It goes on every piece."),
    )
    first_day = BoundedDateField(_("from"), null=True, blank=True)
    last_day = BoundedDateField(_("until"), null=True, blank=True)

    objects = NaturalKeyManager.from_queryset(InterestQuerySet)()
    natural_key_fields = ("organization__slug", "note")

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        ordering = ["organization__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "note"],
                name="interest_said_once",
                violation_error_message=_("This is said already."),
            ),
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(first_day__lte=F("last_day")),
                name="interest_days_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.note}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.organization.natural_key(), self.note)

    natural_key.dependencies = ["articles.organization", "articles.author"]


class InterestOmission(models.Model):
    """The decision that an article does not carry the note on an interest, with the reason."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="interest_omissions"
    )
    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="omissions")
    reason = LineField(_("why not"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("note left out")
        verbose_name_plural = _("notes left out")
        constraints = [
            models.UniqueConstraint(fields=["article", "interest"], name="interest_left_out_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="interest_left_out_why"),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.reason}"
