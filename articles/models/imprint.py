from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.db.date_fields import BoundedDateField
from articles.db.fields import LineField, MailAddressField, ParagraphsField
from articles.querysets import NaturalKeyManager


class Imprint(models.Model):
    """The imprint of the paper, as one row: the particulars that the Italian law on the press
    requires on each copy (47/1948, art. 2: place, year, printer, owner, director; art. 5: the
    registration), and others that readers are owed. Its texts are paragraphs, separated by an empty
    line.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    registration = LineField(
        _("registration"),
        max_length=200,
        blank=True,
        help_text=_("The court and the number: “Court of Milan, no. 12 of 3 March 2024”."),
    )
    founded_on = BoundedDateField(_("founded"), null=True, blank=True)
    publisher = LineField(_("publisher"), max_length=200, blank=True)
    address = LineField(
        _("seat"), max_length=300, blank=True, help_text=_("Street, town, tax number.")
    )
    email = MailAddressField(
        _("email"), blank=True, help_text=_("Where readers write, and ask for a rectification.")
    )
    owners = ParagraphsField(
        _("owners"), blank=True, help_text=_("Who owns the publisher, with shares.")
    )
    public_money = ParagraphsField(
        _("public money"), blank=True, help_text=_("What was received, from whom, in which year.")
    )
    principles = ParagraphsField(
        _("principles"), blank=True, help_text=_("How the paper works, and for whom.")
    )
    ethics = ParagraphsField(
        _("ethics"), blank=True, help_text=_("The rules that it gave itself: gifts, interests.")
    )

    objects = NaturalKeyManager()
    natural_key_fields = ("pk",)

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprint")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="imprint_is_one")]

    def __str__(self) -> str:
        return str(_("imprint"))

    def natural_key(self) -> tuple[int]:
        return (self.pk,)


class Director(models.Model):
    """The person responsible for what the paper prints (law 47/1948, art. 3), from one day to
    another.
    """

    imprint = models.ForeignKey(
        Imprint, on_delete=models.PROTECT, related_name="directors", default=1
    )
    name = LineField(_("name"), max_length=120)
    first_day = BoundedDateField(_("from"))
    last_day = BoundedDateField(
        _("until"), null=True, blank=True, help_text=_("Empty for who directs it now.")
    )

    objects = NaturalKeyManager()
    natural_key_fields = ("name", "first_day")

    class Meta:
        verbose_name = _("director")
        verbose_name_plural = _("directors")
        ordering = ["-first_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["first_day"],
                name="director_one_a_day",
                violation_error_message=_("Somebody else begins on this day."),
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="director_days_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple:
        return (self.name, self.first_day)

    natural_key.dependencies = ["articles.imprint"]

    def directs_on(self, day: dt.date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def check_periods(directors: Iterable[Director]) -> None:
    """Raise ValidationError if two people direct the paper on the same day."""
    rows = sorted(directors, key=lambda row: row.first_day)
    for before, after in zip(rows, rows[1:], strict=False):
        if before.directs_on(after.first_day):
            words = {"before": before.name, "after": after.name}
            raise ValidationError(
                _("%(before)s and %(after)s direct the paper on the same days.") % words,
                code="two_directors",
            )


def director_on(directors: Iterable[Director], day: dt.date) -> str:
    """Return the name of the director on a day; empty if nobody is known to direct the paper
    then.
    """
    return next((row.name for row in directors if row.directs_on(day)), "")
