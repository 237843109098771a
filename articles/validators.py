"""Rules about single values. Each message says what is wrong and what to do."""

from __future__ import annotations

import re
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

MAX_PICTURE_BYTES = 30 * 1024 * 1024
MAX_PICTURE_PIXELS = 60_000_000
PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")

#: The form of an item's identifier: https://www.wikidata.org/wiki/Wikidata:Identifiers
validate_wikidata_id = RegexValidator(
    r"\AQ[1-9][0-9]{0,11}\Z",
    _("A Wikidata identifier is a Q and a number, such as Q95."),
    code="invalid_wikidata_id",
)

_validate_url = URLValidator(schemes=["http", "https"])


def validate_url_lines(value: str) -> None:
    """One absolute web address a line."""
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
    """A name that is looked for in texts needs something to be found by."""
    if not re.search(r"\w", value):
        raise ValidationError(
            _("A name needs at least a letter or a digit."), code="name_without_letters"
        )


def validate_picture_file(file: File) -> None:
    """Refuse what is too large to hold or not a picture we serve, reading only its header.

    What is stored already was judged when it came in, and is not read again.
    """
    if getattr(file, "_committed", False):
        return
    if file.size > MAX_PICTURE_BYTES:
        raise ValidationError(
            _("The file is %(size)d MB; pictures may be up to %(limit)d MB."),
            code="picture_too_heavy",
            params={
                "size": file.size // (1024 * 1024),
                "limit": MAX_PICTURE_BYTES // (1024 * 1024),
            },
        )
    try:
        file.seek(0)
        with warnings.catch_warnings():
            # Pillow's own alarm about size is replaced by the rule below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(file)
        kind, (width, height) = picture.format, picture.size
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise ValidationError(
            _("This file cannot be read as a picture."), code="picture_unreadable"
        ) from None
    finally:
        file.seek(0)
    if kind not in PICTURE_FORMATS:
        raise ValidationError(
            _("%(kind)s pictures are not accepted: use JPEG, PNG, WebP, AVIF or GIF."),
            code="picture_kind",
            params={"kind": kind},
        )
    if width * height > MAX_PICTURE_PIXELS:
        raise ValidationError(
            _(
                "The picture is %(width)d × %(height)d pixels; the limit is "
                "%(limit)d million pixels. Make it smaller and try again."
            ),
            code="picture_too_large",
            params={"width": width, "height": height, "limit": MAX_PICTURE_PIXELS // 1_000_000},
        )
