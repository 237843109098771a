from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from articles.db.choices import NameKind, NamePolicy, OrganizationKind
from articles.db.date_fields import BoundedDateField
from articles.db.fields import LineField, ParagraphsField, WebAddressField
from articles.db.routes import path_of
from articles.db.validators import validate_name_has_letter
from articles.models.unique_names import OneName
from articles.models.wikidata import OnWikidata
from articles.querysets import NaturalKeyManager, OrganizationQuerySet
from articles.text.slugs import MAX_LENGTH


def organization_path(slug: str) -> str:
    """The address of a dossier."""
    return path_of("articles:organization", slug)


def monogram_of(name: str) -> str:
    """Two letters that stand for a logo: HF for «Hugging Face», DS for «DeepSeek», NV for
    «NVIDIA»."""
    words = re.findall(r"\w+", name)
    if len(words) > 1:
        return (words[0][0] + words[1][0]).upper()
    capitals = [letter for letter in name if letter.isupper()]
    if name.isupper() or len(capitals) < 2:
        return name[:2].upper()
    return "".join(capitals[:2])


class Organization(OneName, OnWikidata):
    """A company, laboratory, platform or public body that articles name, with its dossier."""

    name = LineField(
        _("name"),
        max_length=120,
        validators=[validate_name_has_letter],
        help_text=_("The name it goes by today; the other forms are listed below."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=OrganizationKind,
        default=OrganizationKind.COMPANY,
    )
    country = CountryField(_("country"), blank=True)
    website = WebAddressField(_("website"), blank=True)
    description = ParagraphsField(
        _("description"), blank=True, help_text=_("What it is, in a sentence or two.")
    )
    logo = models.ForeignKey(
        "articles.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="marked_organizations",
        verbose_name=_("logo"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )

    objects = NaturalKeyManager.from_queryset(OrganizationQuerySet)()
    natural_key_fields = ("slug",)

    class Meta(OneName.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]
        constraints = [
            *OneName.Meta.constraints,
            models.UniqueConstraint(
                fields=["wikidata_id"],
                condition=~Q(wikidata_id=""),
                name="organization_wikidata_id_unique",
                violation_error_message=_(
                    "Another organization already has this Wikidata identifier."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return organization_path(self.slug)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        """Refuse an organization that is part of itself, through however many others."""
        above, seen = self.parent, {self.pk} - {None}
        while above is not None:
            if above.pk in seen:
                raise ValidationError(
                    {"parent": _("“%(name)s” would be part of itself.") % {"name": self.name}},
                )
            seen.add(above.pk)
            above = above.parent

    @property
    def name_groups(self) -> list[dict[str, Any]]:
        """The other forms of the name, by kind: a list of dicts with `label` and `names`. Products
        are not among them.
        """
        names = list(self.names.all())
        groups = []
        for kind in NameKind:
            same = [name for name in names if name.kind == kind]
            if same and kind not in {NameKind.NAME, NameKind.PRODUCT}:
                groups.append({"label": kind.label, "names": same})
        return groups

    @property
    def products(self) -> list[str]:
        return [name.text for name in self.names.all() if name.kind == NameKind.PRODUCT]

    @property
    def monogram(self) -> str:
        return monogram_of(self.name)


class OrganizationName(models.Model):
    """A form in which an organization's name is written. The finder looks for all of them.

    `archive_read_for` is the form for which earlier articles were searched: where it is another
    one, or empty, this form is still to be searched for in the archive.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="names")
    text = LineField(_("form"), max_length=120, validators=[validate_name_has_letter])
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind, default=NameKind.ALIAS)
    policy = models.CharField(
        _("in the text"),
        max_length=10,
        choices=NamePolicy,
        default=NamePolicy.AUTOMATIC,
        help_text=_("What to do when this form is found in a text."),
    )
    first_day = BoundedDateField(
        _("from"), null=True, blank=True, help_text=_("The first day of this name, if known.")
    )
    last_day = BoundedDateField(
        _("until"), null=True, blank=True, help_text=_("The last day of this name, if known.")
    )
    archive_read_for = models.CharField(max_length=120, blank=True, editable=False)

    objects = NaturalKeyManager()
    natural_key_fields = ("organization__slug", "text")

    class Meta:
        verbose_name = _("form of the name")
        verbose_name_plural = _("forms of the name")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "text"],
                name="organization_name_once",
                violation_error_message=_("This form is already in the list."),
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(kind=NameKind.NAME),
                name="organization_one_name",
                violation_error_message=_("An organization has one name: choose another kind."),
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(first_day__lte=F("last_day")),
                name="organization_name_days_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, str]:
        return (*self.organization.natural_key(), self.text)

    natural_key.dependencies = ["articles.organization"]
