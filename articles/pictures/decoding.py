"""Decoding of uploaded picture files, which are refused with a clear message if they cannot be
used.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from articles.pictures.credits import Credits, read_credits
from articles.pictures.pixels import (
    FORMATS,
    MAX_PIXELS,
    MAX_WEBP_PIXELS,
    Made,
    job_of,
    make,
    read_made,
)
from articles.pictures.renditions import Rendition
from articles.pictures.rights import Rights, xmp
from articles.pictures.turns import in_a_process, turn

MAX_BYTES = 30 * 1024 * 1024
#: The most pixels of a picture that is decoded in this process, as many at once as there are
#: threads: sixteen megabytes each.
_SMALL = 4_000_000
#: The highest ratio of the sides of a new picture: no page shows a thinner one, and the sides of
#: JPEG and WebP end before those that `MAX_PIXELS` would allow (65,500 and 16,383 pixels).
MAX_RATIO = 50
#: Extensions of accepted files, for forms that check the name first.
EXTENSIONS = ("jpg", "jpeg", "jpe", "jfif", "png", "webp", "avif", "gif")
ACCEPTED = "JPEG, PNG, WebP, AVIF, GIF"

#: First bytes of other files that people often upload, with their kind.
_OTHERS = (
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"BM", "BMP"),
)
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"}


@dataclass(frozen=True)
class Photograph:
    """A picture file that was read to its end and rewritten: upright, in sRGB, without any metadata
    but `credits`. `size` is in pixels, `content` the file that the paper stores.
    """

    content: bytes
    extension: str
    size: tuple[int, int]
    credits: Credits


def read_photograph(file: File) -> Photograph:
    """Decode the first frame of a picture file.

    It is judged by its content, never by its name: JPEG, PNG, WebP, AVIF or GIF, at most
    `MAX_BYTES` and, by its header, before anything is decoded, `MAX_PIXELS`. Raises
    ValidationError, which says what to do, with one of the codes picture_too_heavy,
    picture_too_large, picture_too_thin, picture_kind, picture_unreadable, and picture_busy if it is
    large and another is being read (see `turns`).
    """
    made = _made(file, keeps=True)
    return Photograph(made.content, made.extension, made.size, made.credits)


def size_of_picture(file: File) -> tuple[int, int]:
    """Return the width and height of a stored picture, read to its end; raises ValidationError as
    `read_photograph` does.
    """
    return _made(file).size


def render_file(file: File, renditions: Sequence[Rendition], rights: Rights) -> dict[str, bytes]:
    """Return the renditions of a stored picture, by name, each with its rights; raises
    ValidationError as `read_photograph` does.
    """
    return _made(file, renditions=renditions, xmp=xmp(rights)).renditions


def credits_in(file: File) -> Credits:
    """Return the credits in the first bytes of a picture file; empty if they cannot be read."""
    try:
        return read_credits(Image.open(file, formats=FORMATS))
    except Exception:  # noqa: BLE001  (a broken file makes its reader raise anything)
        return Credits()


def _made(
    file: File, *, keeps: bool = False, renditions: Sequence[Rendition] = (), xmp: bytes = b""
) -> Made:
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("The file is %(size)d MB; pictures may be up to %(limit)d MB. Make it smaller."),
            code="picture_too_heavy",
            params={"size": -(-file.size // 1024**2), "limit": MAX_BYTES // 1024**2},
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            size, pixels = image.size, image.width * image.height
            limit = MAX_WEBP_PIXELS if image.format == "WEBP" else MAX_PIXELS
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(MAX_PIXELS) from None
    except UnidentifiedImageError:
        raise _not_ours(data[: 64 * 1024]) from None
    except Exception:  # noqa: BLE001  (a broken file makes its reader raise anything)
        raise _unreadable() from None
    if pixels > limit:
        raise _too_large(limit)
    if keeps and max(size) > MAX_RATIO * min(size):
        raise _too_thin(size)
    # An unavailable turn is no fault of the file.
    with turn() if pixels > _SMALL else nullcontext():
        try:
            if pixels <= _SMALL:
                return make(io.BytesIO(data), keeps=keeps, renditions=renditions, xmp=xmp)
            job = job_of(data, keeps=keeps, renditions=renditions, xmp=xmp)
            return read_made(in_a_process(job))
        except Exception:  # noqa: BLE001  (as above)
            raise _unreadable() from None


def _too_large(limit: int) -> ValidationError:
    return ValidationError(
        _("The picture has more than %(limit)d million pixels. Make it smaller and try again."),
        code="picture_too_large",
        params={"limit": limit // 1_000_000},
    )


def _too_thin(size: tuple[int, int]) -> ValidationError:
    return ValidationError(
        _(
            "The picture is %(width)d × %(height)d pixels: a side may be up to %(limit)d times the "
            "other. Crop it and try again."
        ),
        code="picture_too_thin",
        params={"width": size[0], "height": size[1], "limit": MAX_RATIO},
    )


def _unreadable() -> ValidationError:
    return ValidationError(
        _("This file cannot be read to its end as a picture: it may be damaged. Export it again."),
        code="picture_unreadable",
    )


def _not_ours(start: bytes) -> ValidationError:
    kind = next((name for mark, name in _OTHERS if start.startswith(mark)), "")
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC_BRANDS:
        kind = "HEIC"
    if b"<svg" in start.lower():
        kind = "SVG"
    if kind:
        return ValidationError(
            _("%(kind)s files are not accepted: export it as one of %(accepted)s."),
            code="picture_kind",
            params={"kind": kind, "accepted": ACCEPTED},
        )
    return ValidationError(
        _("This file is not a picture, whatever its name says. Accepted: %(accepted)s."),
        code="picture_unreadable",
        params={"accepted": ACCEPTED},
    )
