"""Files that somebody sends as pictures: refused with a clear line, or decoded."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from articles.pictures.credits import Credits, read_credits

MAX_BYTES = 30 * 1024 * 1024
MAX_PIXELS = 60_000_000
#: The readers that are ever tried, and so all of Pillow that a hostile file can reach.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
#: How their files are called, for those who judge by the name first.
EXTENSIONS = ("jpg", "jpeg", "jpe", "jfif", "png", "webp", "avif", "gif")
ACCEPTED = "JPEG, PNG, WebP, AVIF, GIF"
JPEG_QUALITY = 92

# Whoever opens a picture in this process has the same bound.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

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
    """A picture that was decoded: upright, in sRGB (mode RGB, or RGBA where it is transparent),
    with nothing of what its file said beside `credits`."""

    image: Image.Image
    credits: Credits
    is_graphic: bool = False

    @property
    def extension(self) -> str:
        return "png" if self.is_graphic or self.image.mode == "RGBA" else "jpg"

    def encode(self) -> bytes:
        """The file that the paper keeps: PNG for drawings and what is transparent, otherwise
        JPEG. It is written anew, so whatever else was in the file that came is not in it."""
        out = io.BytesIO()
        if self.extension == "png":
            self.image.save(out, "PNG", compress_level=6)
        else:
            self.image.save(out, "JPEG", quality=JPEG_QUALITY)
        return out.getvalue()


def read_photograph(file: File) -> Photograph:
    """Decode the first frame of a picture file.

    Judged by what is in it, never by its name: JPEG, PNG, WebP, AVIF or GIF, at most
    `MAX_BYTES` and, by its header, before anything is decoded, `MAX_PIXELS`. Raises
    ValidationError, which says what to do, with one of the codes picture_too_heavy,
    picture_too_large, picture_kind and picture_unreadable.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("The file is %(size)d MB; pictures may be up to %(limit)d MB. Make it smaller."),
            code="picture_too_heavy",
            params={"size": -(-file.size // 1024**2), "limit": MAX_BYTES // 1024**2},
        )
    file.seek(0)
    start = file.read(64 * 1024)
    file.seek(0)
    try:
        image = Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except UnidentifiedImageError:
        raise _not_ours(start) from None
    except Exception:  # noqa: BLE001  (a broken file makes its reader raise anything)
        raise _unreadable() from None
    credits = read_credits(image)
    is_graphic = image.mode in {"1", "P"}
    try:
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        return Photograph(_in_srgb(image), credits, is_graphic)
    except Exception:  # noqa: BLE001  (as above)
        raise _unreadable() from None


def credits_in(file: File) -> Credits:
    """The credits in the first bytes of a picture file; none where they cannot be read."""
    try:
        return read_credits(Image.open(file, formats=FORMATS))
    except Exception:  # noqa: BLE001  (as above)
        return Credits()


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture in RGB or RGBA, in the colours that every screen takes it to be in."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    alpha = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        if alpha.getextrema() == (255, 255):
            alpha = None
        image = image.convert("RGB")
    rgb = _by_profile(image, profile) or image
    if rgb.mode != "RGB":
        rgb = rgb.convert("RGB")
    rgb.info = {}
    if alpha is not None:
        rgb.putalpha(alpha)
    return rgb


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """The picture as its colour profile says; None where there is none that can be used."""
    if not profile or image.mode not in {"L", "RGB", "CMYK"}:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _too_large() -> ValidationError:
    return ValidationError(
        _("The picture has more than %(limit)d million pixels. Make it smaller and try again."),
        code="picture_too_large",
        params={"limit": MAX_PIXELS // 1_000_000},
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
