from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.choices import PUBLIC_STANDINGS, MentionStanding
from articles.db.date_fields import BoundedDateTimeField
from articles.querysets import MentionQuerySet, NaturalKeyManager


class Mention(models.Model):
    """The relation of an article to an organization that it names.

    `count` is how often the body names it by any of its names (at least 1 where only the headline
    or the standfirst does, 0 where a person tied it without a name in the text); `name` is the form
    found first and `offset` its place in the plain text of the body, in characters, empty where it
    is not there. `confidence` is the probability, from the text, that the name means this
    organization. `taught` is the yes or no that the feedback has counted for this mention, if any.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="mentions"
    )
    organization = models.ForeignKey(
        "articles.Organization",
        on_delete=models.PROTECT,
        related_name="mentions",
        verbose_name=_("organization"),
    )
    standing = models.CharField(
        _("standing"),
        max_length=10,
        choices=MentionStanding,
        default=MentionStanding.AUTOMATIC,
    )
    count = models.PositiveIntegerField(_("times"), default=0)
    name = models.CharField(_("form found"), max_length=120, blank=True)
    offset = models.PositiveIntegerField(_("place"), null=True, blank=True)
    confidence = models.FloatField(
        _("confidence"),
        null=True,
        blank=True,
        help_text=_("From 0 to 1, that the name means this organization."),
    )
    taught = models.BooleanField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = BoundedDateTimeField(_("decided"), null=True, blank=True)

    objects = NaturalKeyManager.from_queryset(MentionQuerySet)()
    natural_key_fields = ("article__slug", "organization__slug")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        indexes = [
            # Counts and dossiers are answered from this index alone.
            models.Index(
                fields=["organization", "standing", "article"], name="mention_of_organization"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "organization"], name="mention_organization_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.article}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.article.natural_key(), *self.organization.natural_key())

    natural_key.dependencies = ["articles.article", "articles.organization"]

    @property
    def is_public(self) -> bool:
        return self.standing in PUBLIC_STANDINGS
