"""Validators of single values. Each message says what is wrong and what to do."""

from __future__ import annotations

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import RegexValidator, URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.pictures import read_photograph

#: The form of an item's identifier: https://www.wikidata.org/wiki/Wikidata:Identifiers
validate_wikidata_id = RegexValidator(
    r"\AQ[1-9][0-9]{0,11}\Z",
    _("A Wikidata identifier is a Q and a number, such as Q95."),
    code="invalid_wikidata_id",
)

_validate_url = URLValidator(schemes=["http", "https"])


def validate_url_lines(value: str) -> None:
    """Require one absolute web address a line."""
    for number, line in enumerate(value.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            _validate_url(line.strip())
        except ValidationError:
            raise ValidationError(
                _(
                    "Line %(number)d: “%(line)s” is not a web address. Write it whole, with https://"
                ),
                code="invalid_url_line",
                params={"number": number, "line": line.strip()},
            ) from None


def validate_name_has_letter(value: str) -> None:
    """Require a letter or a digit in a name, without which it cannot be found in texts."""
    if not re.search(r"\w", value):
        raise ValidationError(
            _("A name needs at least a letter or a digit."), code="name_without_letters"
        )


def validate_picture_file(file: File) -> None:
    """Refuse a file that cannot be used as a picture. A stored file was checked when it was
    uploaded, and is not read again.
    """
    if not getattr(file, "_committed", False):
        read_photograph(file)


def validate_not_to_come(day: dt.date) -> None:
    """Refuse a future day for something that was said."""
    if day > timezone.localdate():
        text = _("It cannot have been said on a day that is still to come.")
        raise ValidationError(text, code="to_come")
