"""Credits in the header of a picture file: its author, caption and copyright."""

from __future__ import annotations

from dataclasses import dataclass

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from PIL import ExifTags, Image, IptcImagePlugin

#: Datasets of IPTC-IIM 4.2, https://www.iptc.org/std/photometadata/specification/
_BYLINE, _CAPTION, _COPYRIGHT, _CHARACTER_SET = (2, 80), (2, 120), (2, 116), (1, 90)
_UTF8 = b"\x1b%G"
#: The most bytes read, more than any program writes: longer packets are an attack.
_LONGEST_PACKET = 1024 * 1024
#: The same fields in XMP, as the IPTC Core has them.
_DC = "{http://purl.org/dc/elements/1.1/}"
_LI = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


@dataclass(frozen=True)
class Credits:
    """The by-line, the caption and the copyright notice of a picture; each may be empty."""

    byline: str = ""
    caption: str = ""
    copyright: str = ""

    @property
    def line(self) -> str:
        """The by-line and copyright as a paper prints them, «Mario Rossi / © Ansa»."""
        if self.byline and self.copyright and self.byline not in self.copyright:
            return f"{self.byline} / {self.copyright}"
        return self.copyright if self.byline in self.copyright else self.byline


def read_credits(image: Image.Image) -> Credits:
    """Return the credits in the header of a picture: each from IPTC if it is there, then from XMP,
    then from Exif, where cameras write names only.
    """
    iptc, xmp, exif = _from_iptc(image), _from_xmp(image), _from_exif(image)
    return Credits(
        byline=iptc.byline or xmp.byline or exif.byline,
        caption=iptc.caption or xmp.caption,
        copyright=iptc.copyright or xmp.copyright or exif.copyright,
    )


def _from_iptc(image: Image.Image) -> Credits:
    try:
        fields = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:  # noqa: BLE001  (a broken header raises anything, and credits are a courtesy)
        return Credits()
    is_utf8 = fields.get(_CHARACTER_SET) == _UTF8

    def text(key: tuple[int, int]) -> str:
        value = fields.get(key, b"")
        values = value if isinstance(value, list) else [value]
        return ", ".join(filter(None, (_clean(_decode(one, is_utf8)) for one in values)))

    return Credits(byline=text(_BYLINE), caption=text(_CAPTION), copyright=text(_COPYRIGHT))


def _decode(value: bytes, is_utf8: bool) -> str:
    """Decode a value as UTF-8, which many programs write without declaring it, or else as
    Latin-1.
    """
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8" if is_utf8 else "latin-1", errors="replace")


def _from_xmp(image: Image.Image) -> Credits:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if not packet or len(packet) > _LONGEST_PACKET:
        return Credits()
    try:
        root = ElementTree.fromstring(packet.strip(b"\0") if isinstance(packet, bytes) else packet)
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return Credits()

    def text(name: str) -> str:
        # There may be several creators; a text may be in several languages: the first is taken.
        items = [_clean(item.text or "") for item in root.iterfind(f".//{_DC}{name}//{_LI}")]
        items = list(filter(None, items))
        return ", ".join(items if name == "creator" else items[:1])

    return Credits(byline=text("creator"), caption=text("description"), copyright=text("rights"))


def _from_exif(image: Image.Image) -> Credits:
    if image.format == "PNG" and "exif" not in image.info:
        return Credits()  # Pillow would decode the whole picture to look behind it
    try:
        exif = image.getexif()
    except Exception:  # noqa: BLE001  (as above)
        return Credits()

    def text(tag: int) -> str:
        value = exif.get(tag, "")
        return _clean(value) if isinstance(value, str) else ""

    return Credits(
        byline=text(ExifTags.Base.Artist.value), copyright=text(ExifTags.Base.Copyright.value)
    )


def _clean(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
