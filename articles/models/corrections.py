from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.db.choices import CorrectionKind
from articles.db.date_fields import BoundedDateTimeField
from articles.db.fields import LineField
from articles.models.append_only import WrittenOnce
from articles.querysets import CorrectionQuerySet, NaturalKeyManager

MOST_WORDS = 600  # characters


class Correction(WrittenOnce):
    """A correction of an article that readers may have read: `wrong` is the statement that was
    wrong, `right` the one that holds. It is written once: a later correction supersedes it, and it
    can still be read.

    Schema.org calls it a CorrectionComment (https://schema.org/correction). The duty to correct is
    laid down for journalists in Italy by law 69/1963, art. 2 (statements that prove inexact are to
    be rectified), and by their code of conduct.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="corrections"
    )
    kind = models.CharField(_("kind"), max_length=15, choices=CorrectionKind)
    wrong = LineField(_("what was wrong"), max_length=MOST_WORDS, blank=True)
    right = LineField(_("what is right"), max_length=MOST_WORDS, blank=True)
    is_on_top = models.BooleanField(_("changes the sense"), default=False)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    by_name = LineField(_("who"), max_length=150, blank=True)
    at = BoundedDateTimeField(_("when"), db_index=True)

    objects = NaturalKeyManager.from_queryset(CorrectionQuerySet)()
    natural_key_fields = ("uuid",)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-uuid"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wrong="") | ~Q(right=""),
                name="correction_says_something",
                violation_error_message=_("Say what was wrong, or what is right."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"

    def get_absolute_url(self) -> str:
        """Return the address of the correction on the page of its article. Queries unless `article`
        is loaded.
        """
        return f"{self.article.get_absolute_url()}#{self.anchor}"

    def natural_key(self) -> tuple[str]:
        return (str(self.uuid),)

    natural_key.dependencies = ["articles.article"]

    def clean(self) -> None:
        """Require the texts that readers need for each kind of correction."""
        kind = CorrectionKind
        errors = {}
        if self.kind in {kind.CORRECTION, kind.RETRACTION} and not self.wrong.strip():
            text = _("Tell readers what was wrong.")
            errors["wrong"] = ValidationError(text, code="no_wrong")
        if self.kind != kind.RETRACTION and not self.right.strip():
            text = _("Tell readers what is right, or what is new.")
            errors["right"] = ValidationError(text, code="no_right")
        if self.supersedes and self.supersedes.article_id != self.article_id:
            errors["supersedes"] = ValidationError(_("That one is of another piece."))
        if errors:
            raise ValidationError(errors)

    @property
    def words(self) -> str:
        """The text for readers: the wrong statement, then the right one."""
        return " ".join(text for text in (self.wrong, self.right) if text)

    @property
    def anchor(self) -> str:
        return f"correzione-{self.uuid.hex[:8]}"
