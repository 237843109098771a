from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.db.date_fields import BoundedDateField
from articles.db.fields import LineField
from articles.db.routes import path_of
from articles.db.validators import validate_name_has_letter
from articles.models.unique_names import OneName
from articles.models.wikidata import OnWikidata
from articles.querysets import NaturalKeyManager, PersonQuerySet
from articles.text.slugs import MAX_LENGTH


class Person(OneName, OnWikidata):
    """A person whose words the paper prints, with a page of their own."""

    name = LineField(
        _("name and surname"),
        max_length=120,
        validators=[validate_name_has_letter],
        help_text=_("As it is printed: “Sam Altman”."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    description = LineField(
        _("who it is"), max_length=300, blank=True, help_text=_("In a sentence, if need be.")
    )

    objects = NaturalKeyManager.from_queryset(PersonQuerySet)()
    natural_key_fields = ("slug",)

    class Meta(OneName.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name", "slug"]
        indexes = [models.Index(fields=["name"], name="person_name")]
        constraints = [
            *OneName.Meta.constraints,
            models.UniqueConstraint(
                fields=["wikidata_id"],
                condition=~Q(wikidata_id=""),
                name="person_wikidata_id_unique",
                violation_error_message=_("Another person already has this Wikidata identifier."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("articles:person", self.slug)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def affiliations_on(self, day: dt.date) -> list[Affiliation]:
        """Return the affiliations of the person on a day, as far as they are known; the newest
        first.
        """
        return [each for each in self.affiliations.all() if each.holds_on(day)]


class Affiliation(models.Model):
    """A role that a person has, or had, in an organization; days that are not known set no
    limit.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="affiliations", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "articles.Organization",
        on_delete=models.CASCADE,
        related_name="affiliations",
        verbose_name=_("organization"),
    )
    role = LineField(_("role"), max_length=160, blank=True)
    first_day = BoundedDateField(_("from"), null=True, blank=True)
    last_day = BoundedDateField(_("until"), null=True, blank=True)

    objects = NaturalKeyManager()
    natural_key_fields = ("person__slug", "organization__slug", "role")

    class Meta:
        verbose_name = _("role in an organization")
        verbose_name_plural = _("roles in organizations")
        ordering = [
            F("last_day").desc(nulls_first=True),
            F("first_day").desc(nulls_last=True),
            "pk",
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organization", "role"],
                name="affiliation_once",
                violation_error_message=_("This role is in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(first_day__lte=F("last_day")),
                name="affiliation_days_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.organization}" if self.role else str(self.organization)

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.person.natural_key(), *self.organization.natural_key(), self.role)

    natural_key.dependencies = ["articles.person", "articles.organization"]

    def holds_on(self, day: dt.date) -> bool:
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)
