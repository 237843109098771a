"""Credits in the header of a picture file: its author, its caption, its rights."""

from __future__ import annotations

from dataclasses import dataclass

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from PIL import ExifTags, Image, IptcImagePlugin

from articles.pictures.rights import NAMESPACES

#: Datasets of IPTC-IIM 4.2, https://www.iptc.org/std/photometadata/specification/
_BYLINE, _CAPTION, _COPYRIGHT, _CREDIT = (2, 80), (2, 120), (2, 116), (2, 110)
_CHARACTER_SET = (1, 90)
_UTF8 = b"\x1b%G"
#: The most bytes read, more than any program writes: longer packets are an attack.
_LONGEST_PACKET = 1024 * 1024
#: The names of the same fields in XMP, and of those that only XMP has.
_DC = f"{{{NAMESPACES['dc']}}}"
_CREDIT_LINE = f"{{{NAMESPACES['photoshop']}}}Credit"
_LICENSE = f"{{{NAMESPACES['xmpRights']}}}WebStatement"
_LICENSOR = f"{{{NAMESPACES['plus']}}}LicensorURL"
_HOW_IT_CAME = f"{{{NAMESPACES['Iptc4xmpExt']}}}DigitalSourceType"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@dataclass(frozen=True)
class Credits:
    """What the header of a file says of a picture; each may be empty. `credit` is whom its supplier
    wants named, `license_url` where its terms are, `licensor_url` where a licence is asked for, and
    `source_type` IPTC's word for how it came to be.
    """

    byline: str = ""
    caption: str = ""
    copyright: str = ""
    credit: str = ""
    license_url: str = ""
    licensor_url: str = ""
    source_type: str = ""

    @property
    def line(self) -> str:
        """The by-line and the supplier as a paper prints them, «Mario Rossi / Ansa»; where no
        supplier is named, the copyright.
        """
        supplier = self.credit or self.copyright
        if self.byline and supplier and self.byline not in supplier:
            return f"{self.byline} / {supplier}"
        return supplier or self.byline


def read_credits(image: Image.Image) -> Credits:
    """Return the credits in the header of a picture: each from IPTC if it is there, then from XMP,
    then from Exif, where cameras write names only. XMP has whole what IPTC had to cut.
    """
    iptc, xmp, exif = _from_iptc(image), _from_xmp(image), _from_exif(image)
    return Credits(
        byline=_whole(iptc.byline, xmp.byline) or exif.byline,
        caption=_whole(iptc.caption, xmp.caption),
        copyright=_whole(iptc.copyright, xmp.copyright) or exif.copyright,
        credit=_whole(iptc.credit, xmp.credit),
        license_url=xmp.license_url,
        licensor_url=xmp.licensor_url,
        source_type=xmp.source_type,
    )


def _whole(iptc: str, xmp: str) -> str:
    return xmp if xmp.startswith(iptc) else iptc


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

    return Credits(
        byline=text(_BYLINE),
        caption=text(_CAPTION),
        copyright=text(_COPYRIGHT),
        credit=text(_CREDIT),
    )


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
        items = [_clean(item.text or "") for item in root.iterfind(f".//{_DC}{name}//{_RDF}li")]
        items = list(filter(None, items))
        return ", ".join(items if name == "creator" else items[:1])

    def line(name: str) -> str:
        # A simple property is an element or an attribute; an address may also be a resource.
        for element in root.iter():
            if name in element.attrib:
                return _clean(element.attrib[name])
            if element.tag == name:
                return _clean(element.text or element.get(f"{_RDF}resource", ""))
        return ""

    return Credits(
        byline=text("creator"),
        caption=text("description"),
        copyright=text("rights"),
        credit=line(_CREDIT_LINE),
        license_url=line(_LICENSE),
        licensor_url=line(_LICENSOR),
        source_type=line(_HOW_IT_CAME).rpartition("/")[2],
    )


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
