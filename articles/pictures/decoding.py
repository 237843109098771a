"""Files that somebody sends as pictures: refused with a clear line, or decoded."""

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
from articles.pictures.turns import in_a_process, turn

MAX_BYTES = 30 * 1024 * 1024
#: Pixels of a picture that is decoded where it is, as many at once as there are threads: sixteen
#: megabytes each.
_SMALL = 4_000_000
#: How often the longer side of a new picture may hold the shorter: no page shows a thread, and JPEG
#: and WebP have no room for the sides that `MAX_PIXELS` would allow (65,500 and 16,383 pixels).
MAX_RATIO = 50
#: How their files are called, for those who judge by the name first.
EXTENSIONS = ("jpg", "jpeg", "jpe", "jfif", "png", "webp", "avif", "gif")
ACCEPTED = "JPEG, PNG, WebP, AVIF, GIF"

#: How files begin that people often take for pictures of ours, and what they are.
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
    """A picture file that was read to its end, made anew: upright, in sRGB, with nothing of what
    it said beside `credits`. `size` is in pixels, `content` the file that the paper keeps."""

    content: bytes
    extension: str
    size: tuple[int, int]
    credits: Credits


def read_photograph(file: File) -> Photograph:
    """Decode the first frame of a picture file.

    Judged by what is in it, never by its name: JPEG, PNG, WebP, AVIF or GIF, at most
    `MAX_BYTES` and, by its header, before anything is decoded, `MAX_PIXELS`. Raises
    ValidationError, which says what to do, with one of the codes picture_too_heavy,
    picture_too_large, picture_too_thin, picture_kind, picture_unreadable, and picture_busy where
    it is large and another is being read (see `turns`).
    """
    made = _made(file, keeps=True)
    return Photograph(made.kept, made.extension, made.size, made.credits)


def size_of_picture(file: File) -> tuple[int, int]:
    """Width and height of a picture that the paper keeps, read to its end; raises ValidationError
    as `read_photograph`."""
    return _made(file).size


def render_file(file: File, renditions: Sequence[Rendition]) -> dict[str, bytes]:
    """The files to be made of a picture that the paper keeps, by name; raises ValidationError as
    `read_photograph`."""
    return _made(file, renditions=renditions).renditions


def credits_in(file: File) -> Credits:
    """The credits in the first bytes of a picture file; none where they cannot be read."""
    try:
        return read_credits(Image.open(file, formats=FORMATS))
    except Exception:  # noqa: BLE001  (a broken file makes its reader raise anything)
        return Credits()


def _made(file: File, *, keeps: bool = False, renditions: Sequence[Rendition] = ()) -> Made:
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
    # That there is no turn to take is no fault of the file.
    with turn() if pixels > _SMALL else nullcontext():
        try:
            if pixels <= _SMALL:
                return make(io.BytesIO(data), keeps=keeps, renditions=renditions)
            return read_made(in_a_process(job_of(data, keeps=keeps, renditions=renditions)))
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
