from __future__ import annotations

from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.db.choices import QuotationStanding
from articles.db.date_fields import BoundedDateField, BoundedDateTimeField
from articles.db.fields import LineField
from articles.db.validators import validate_not_to_come
from articles.querysets import NaturalKeyManager, QuotationQuerySet

_WORDS_TO_FIND = 8  # of a quotation, by which a browser finds it on the page


class Quotation(models.Model):
    """Somebody's words in an article: found in its text, and no longer offered to the editor once a
    person has confirmed or rejected them.

    `text` is what stands between the quotation marks, character for character, and `offset` its
    place in the plain text of the body, in characters. `speaker` is the name as the article has it,
    `person` the row of that person; where nobody is named, a `role` of the `organization` speaks,
    or the organization itself. `is_former` marks a speaker who has left the organization: their
    words are not its words. `said_on` is the day, if the text gives it. While an erasure decision
    hides somebody in the article (`hidden_by`), nobody sees the quotation.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="quotations"
    )
    text = models.TextField(_("words"))
    offset = models.PositiveIntegerField(_("place"))
    speaker = LineField(_("who speaks"), max_length=120, blank=True)
    person = models.ForeignKey(
        "articles.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quotations",
        verbose_name=_("person"),
    )
    organization = models.ForeignKey(
        "articles.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quotations",
        verbose_name=_("for whom"),
    )
    role = LineField(_("role"), max_length=160, blank=True)
    is_former = models.BooleanField(_("not any more"), default=False)
    said_on = BoundedDateField(
        _("said on"), null=True, blank=True, validators=[validate_not_to_come]
    )
    standing = models.CharField(
        _("standing"),
        max_length=10,
        choices=QuotationStanding,
        default=QuotationStanding.SUGGESTED,
    )
    hidden_by = models.ForeignKey(
        "articles.OblivionDecision",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="hidden_quotations",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = BoundedDateTimeField(_("decided"), null=True, blank=True)

    objects = NaturalKeyManager.from_queryset(QuotationQuerySet)()
    natural_key_fields = ("uuid",)

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["article", "offset"]
        indexes = [
            models.Index(fields=["person", "standing"], name="quotation_of_person"),
            models.Index(fields=["organization", "standing"], name="quotation_for_organization"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(standing=QuotationStanding.CONFIRMED)
                | Q(person__isnull=False)
                | Q(organization__isnull=False),
                name="quotation_confirmed_of_somebody",
                violation_error_message=_("Say who speaks, or for whom."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: «{self.text[:60]}»"

    def get_absolute_url(self) -> str:
        """Return the address of the words on the page of their article, as a text fragment that
        browsers find (https://wicg.github.io/scroll-to-text-fragment/). Queries unless `article` is
        loaded.
        """
        words = " ".join(self.text.split()[:_WORDS_TO_FIND])
        found = quote(words, safe="").replace("-", "%2D")
        return f"{self.article.get_absolute_url()}#:~:text={found}"

    def natural_key(self) -> tuple[str]:
        return (str(self.uuid),)

    natural_key.dependencies = ["articles.article", "articles.person", "articles.organization"]

    @property
    def who(self) -> str:
        """The speaker, as readers see it: a person, a role, or the organization."""
        return str(self.person or self.speaker or self.role or self.organization or "")

    @property
    def standing_for(self) -> str:
        """The speaker's role, organization, or both, in words; empty where `who` says it
        already.
        """
        role = self.role if self.person_id or self.speaker else ""
        organization = self.organization.name if self.organization and self.who else ""
        if self.is_of_organization:
            organization = ""
        return ", ".join(part for part in (role, organization) if part)

    @property
    def is_of_organization(self) -> bool:
        """Return True if the organization itself speaks, and no person or role."""
        return not (self.person_id or self.speaker or self.role)
