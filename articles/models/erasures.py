from __future__ import annotations

import calendar
import datetime as dt
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.db.choices import ErasureKind
from articles.db.date_fields import BoundedDateField, BoundedDateTimeField
from articles.db.fields import LineField, ParagraphsField
from articles.querysets import OblivionDecisionQuerySet, OblivionRequestQuerySet
from articles.text.deadlines import clock_words, days_until
from articles.text.erased_names import names_in


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last day of that month if it is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


MOST_NAMES = 20  # forms of one name


class OblivionRequest(models.Model):
    """A request to be forgotten: the right to erasure of the GDPR (art. 17), weighed against the
    freedom to inform (art. 17(3)(a)). It is private: the register has permissions of its own.

    The answer is due within a month of the request (art. 12(3); `OBLIVION_MONTHS`). `answered_on`
    is the day on which the person who asked was told of the decision.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    person = LineField(_("who asks"), max_length=200)
    contact = LineField(
        _("how to answer"), max_length=200, blank=True, help_text=_("An address, a lawyer.")
    )
    received_on = BoundedDateField(
        _("received"),
        default=timezone.localdate,
        help_text=_("The day of the request: the clock starts here."),
    )
    request = ParagraphsField(_("what is asked"), help_text=_("And why, as it was written."))
    articles = models.ManyToManyField(
        "articles.Article",
        related_name="oblivion_requests",
        verbose_name=_("articles"),
        help_text=_("The pieces that it is about."),
    )
    answered_on = BoundedDateField(
        _("answered"),
        null=True,
        blank=True,
        help_text=_("The day on which who asked was told what was decided. It stops the clock."),
    )

    objects = OblivionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to be forgotten")
        verbose_name_plural = _("requests to be forgotten")
        ordering = ["received_on", "pk"]
        permissions = [("view_forgotten", _("Can read names that were taken out"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=models.F("received_on")),
                name="oblivion_answered_after",
                violation_error_message=_("It was answered before it was received."),
            )
        ]

    def __str__(self) -> str:
        return self.person

    @property
    def due_on(self) -> dt.date:
        return months_after(self.received_on, settings.OBLIVION_MONTHS)

    @property
    def clock(self) -> str:
        """The time left to answer, in words; empty once the request is answered."""
        return clock_words(self.due_on) if self.answered_on is None else ""

    @property
    def is_overdue(self) -> bool:
        return self.answered_on is None and days_until(self.due_on) < 0


class OblivionDocument(models.Model):
    """A document of a request. It is stored in the database, and not among the files of the paper,
    which are served to readers: so it stays private, and is in every backup.
    """

    request = models.ForeignKey(OblivionRequest, on_delete=models.PROTECT, related_name="documents")
    name = LineField(_("name"), max_length=200)
    content = models.BinaryField()
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class OblivionDecision(models.Model):
    """A decision on one article of a request, with reasons. Its effects last until it is undone
    (`undone_at`); nothing of it is deleted.

    `note` is printed at the head of the article. When initials take the place of a name, `names`
    are the forms of the name, one a line, and `before` and `after` the versions of the article
    before and after they did.
    """

    request = models.ForeignKey(OblivionRequest, on_delete=models.PROTECT, related_name="decisions")
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="oblivion_decisions",
        verbose_name=_("article"),
    )
    kind = models.CharField(_("decision"), max_length=10, choices=ErasureKind)
    reasons = ParagraphsField(
        _("reasons"), help_text=_("For the register: they are not published.")
    )
    note = LineField(
        _("note for readers"),
        max_length=600,
        blank=True,
        help_text=_("How it ended: “In 2025 the court acquitted her.” At the head of the piece."),
    )
    names = ParagraphsField(
        _("the name, as it is written"),
        blank=True,
        help_text=_("One form a line: “Mario Rossi”, then “Rossi”."),
    )
    initials = LineField(_("initials"), max_length=20, blank=True)
    before = models.PositiveIntegerField(null=True, editable=False)
    after = models.PositiveIntegerField(null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False,
        related_name="+",
    )  # fmt: skip
    by_name = LineField(_("who"), max_length=150, blank=True, editable=False)
    at = BoundedDateTimeField(_("when"), editable=False)
    undone_at = BoundedDateTimeField(_("undone"), null=True, editable=False)
    undone_by_name = LineField(max_length=150, blank=True, editable=False)
    undone_why = ParagraphsField(_("why it was undone"), blank=True, editable=False)

    objects = OblivionDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["article", "kind"], name="oblivion_of_article")]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "kind"],
                condition=Q(undone_at=None, kind=ErasureKind.UNINDEXED),
                name="oblivion_unindexed_once",
                violation_error_message=_("Engines do not show this piece already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"

    def clean(self) -> None:
        """Require the texts that each kind of decision needs."""
        errors = {}
        if not self.reasons.strip():
            errors["reasons"] = ValidationError(_("Say why it was decided so."), code="no_reasons")
        if self.kind == ErasureKind.NOTE and not self.note.strip():
            errors["note"] = ValidationError(_("Write what readers are told."), code="no_note")
        if self.kind == ErasureKind.INITIALS:
            if not self.name_list:
                errors["names"] = ValidationError(_("Write the name to take out."), code="no_name")
            if len(self.name_list) > MOST_NAMES:
                text = _("Write %(limit)d forms of the name at most.") % {"limit": MOST_NAMES}
                errors["names"] = ValidationError(text, code="too_many_names")
            if not self.initials.strip():
                text = _("Write the initials that take its place.")
                errors["initials"] = ValidationError(text, code="no_initials")
        if errors:
            raise ValidationError(errors)

    @property
    def name_list(self) -> list[str]:
        return names_in(self.names)

    @property
    def is_in_force(self) -> bool:
        return self.undone_at is None
