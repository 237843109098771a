from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.choices import AIUse
from articles.db.date_fields import BoundedDateTimeField
from articles.db.fields import LineField

#: The words of IPTC (https://cv.iptc.org/newscodes/digitalsourcetype/). None is given without
#: artificial intelligence: it may be a photograph, a drawing, a text.
_SOURCE_TYPES = {
    AIUse.ASSISTED: "compositeWithTrainedAlgorithmicMedia",
    AIUse.GENERATED: "trainedAlgorithmicMedia",
}


def ai_use_of(source_type: str) -> AIUse:
    """Return the use of artificial intelligence that a word of IPTC's declares."""
    uses = {word: use for use, word in _SOURCE_TYPES.items()}
    return uses.get(source_type, AIUse.NONE)


class AIDeclared(models.Model):
    """A declaration of the use of artificial intelligence in something that is printed. It is
    always recorded; the reviewer is a person of the newsroom.

    The setting `AI_LABELS` lists the uses that readers are told about. Generated content that
    nobody has reviewed is always labelled: the European regulation on artificial intelligence
    (2024/1689, art. 50(4)) requires it, and exempts content that somebody reviewed and answers for.
    """

    ai_use = models.CharField(
        _("artificial intelligence"),
        max_length=10,
        choices=AIUse,
        default=AIUse.NONE,
        db_default=AIUse.NONE,
    )
    ai_detail = LineField(
        _("in what it helped"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("“The translation”, “the table of prices”. Readers read it."),
    )
    ai_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    ai_reviewed_at = BoundedDateTimeField(_("reviewed"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_ai_labelled(self) -> bool:
        """Return True if readers are told about the use of artificial intelligence."""
        if self.ai_use == AIUse.NONE:
            return False
        unreviewed = self.ai_use == AIUse.GENERATED and self.ai_reviewed_at is None
        return unreviewed or self.ai_use in settings.AI_LABELS

    @property
    def digital_source_type(self) -> str:
        """IPTC's word for how it came to be; empty where none is known."""
        return _SOURCE_TYPES.get(self.ai_use, "")


class Credited(AIDeclared):
    """A file with a credit, in which the use of artificial intelligence is declared too."""

    class Meta:
        abstract = True

    @property
    def credit_line(self) -> str:
        """The credit as it is printed, with the use of artificial intelligence if any."""
        if not self.is_ai_labelled:
            return self.credit
        if self.ai_use == AIUse.GENERATED:
            label = _("generated with artificial intelligence")
        else:
            label = _("made with the help of artificial intelligence: %(detail)s") % {
                "detail": self.ai_detail.rstrip(".")
            }
        return f"{self.credit} ({label})"
