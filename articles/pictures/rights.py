"""Rights in the header of a picture file: who made it, whose it is, on which terms it may be
used.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

#: What XML 1.0 cannot hold, not even as a reference (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The address of IPTC's words for how a picture came to be, each of which follows it.
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
NAMESPACES = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}


@dataclass(frozen=True)
class Rights:
    """The description and the rights of a picture; each may be empty. `license_url` is where the
    terms of use are, `licensor_url` where a licence is asked for, `source_type` a word of IPTC's
    for how the picture came to be (https://cv.iptc.org/newscodes/digitalsourcetype/).
    """

    credit: str = ""
    creator: str = ""
    copyright_notice: str = ""
    license_url: str = ""
    licensor_url: str = ""
    description: str = ""
    source_type: str = ""


def xmp(rights: Rights) -> bytes:
    """Return the rights as XMP, in the properties of IPTC's photo metadata standard
    (https://www.iptc.org/std/photometadata/specification/) that search engines read
    (https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata).
    """
    lines = {
        "photoshop:Credit": rights.credit,
        "xmpRights:WebStatement": rights.license_url,
        "Iptc4xmpExt:DigitalSourceType": rights.source_type and SOURCE_TYPES + rights.source_type,
    }
    attributes = "".join(f" {name}={_quoted(text)}" for name, text in lines.items() if text)
    elements = "".join(
        (
            _list("dc:creator", "Seq", rights.creator),
            _list("dc:rights", "Alt", rights.copyright_notice),
            _list("dc:description", "Alt", rights.description),
            _licensor(rights.licensor_url),
        )
    )
    names = "".join(
        f' xmlns:{prefix}="{address}"'
        for prefix, address in NAMESPACES.items()
        if f" {prefix}:" in attributes or f"<{prefix}:" in elements
    )
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{names}{attributes}>{elements}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def _list(name: str, kind: str, text: str) -> str:
    if not text:
        return ""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    item = f"<rdf:li{language}>{_escaped(text)}</rdf:li>"
    return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"


def _licensor(url: str) -> str:
    if not url:
        return ""
    item = f'<rdf:li rdf:parseType="Resource"><plus:LicensorURL>{_escaped(url)}</plus:LicensorURL>'
    return f"<plus:Licensor><rdf:Bag>{item}</rdf:li></rdf:Bag></plus:Licensor>"


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", text))


def _escaped(text: str) -> str:
    # A reader of XML would take a bare return for the end of a line.
    return escape(_FORBIDDEN.sub("", text), {"\r": "&#13;"})


def iim(rights: Rights) -> bytes:
    """Return the rights in the older form of IPTC, for the files and programs that know it: IIM 4.2
    (https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf), whose fields have a most of bytes;
    what is longer is cut, and stands whole in XMP.
    """
    fields = (
        (80, 32, rights.creator),
        (110, 32, rights.credit),
        (116, 128, rights.copyright_notice),
        (120, 2000, rights.description),
    )
    return b"".join(_datasets(fields))


def _datasets(fields: tuple[tuple[int, int, str], ...]) -> Iterator[bytes]:
    yield b"\x1c\x01\x5a\0\x03\x1b%G"  # what follows is UTF-8
    for number, most, text in fields:
        value = text.encode("utf-8", "ignore")[:most].decode(errors="ignore").encode()
        if value:
            yield struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value
