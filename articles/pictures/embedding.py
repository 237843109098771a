"""The rights of a picture written into its file, which is not encoded again: every pixel stays."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from PIL import ExifTags, Image

from articles.pictures.isobmff import with_item
from articles.pictures.rights import Rights, iim, xmp

#: The only readers that are tried.
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
#: Only what says how pixels look is kept of a file: the rest may say where it was taken, with what,
#: and show the picture as it was before it was cropped.
_JPEG_DROPPED = {*range(0xFFE1, 0xFFEE), 0xFFEF, 0xFFFE}  # but for profiles of colour
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
    b"sBIT", b"bKGD", b"pHYs",
}  # fmt: skip
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_XMP_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\0"
#: What lets programs find XMP in a file that they do not know, and validators ask for in JPEG.
_WRAPPER = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>%s<?xpacket end="w"?>'
_XMP_IN_PNG = b"XML:com.adobe.xmp\0\0\0\0\0"
#: Flags in the header of WebP.
_ALPHA, _EXIF, _XMP = 0x10, 0x08, 0x04
#: The next marker in the data of a JPEG, which is none where a byte of zero or a restart follows.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_LONGEST_SEGMENT = 65_533


class NotEmbeddable(ValueError):
    """A file that has no place for rights, or is not built as it should be."""


def embed(data: bytes, rights: Rights) -> bytes:
    """Return the file with these rights in its header, and with no other metadata: neither those it
    had nor rights written before. JPEG has them in both forms of IPTC, PNG, WebP and AVIF in XMP;
    the last only where it was made with some, as our renditions are. Raises NotEmbeddable.
    """
    try:
        if data.startswith(b"\xff\xd8"):
            return b"".join(_jpeg(data, rights))
        if data.startswith(b"\x89PNG"):
            return b"".join(_png(data, xmp(rights)))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data, xmp(rights))
        return with_item(data, b"application/rdf+xml", xmp(rights))
    except (struct.error, IndexError, ValueError) as error:
        raise NotEmbeddable from error


def carries(file: BinaryIO, rights: Rights) -> bool:
    """Return True if the header of a file has exactly these rights."""
    try:
        with Image.open(file, formats=_FORMATS) as image:
            packet = image.info.get("xmp")
    except Exception:  # noqa: BLE001  (a broken file makes its reader raise anything)
        return False
    return packet in (xmp(rights), _WRAPPER % xmp(rights))


def _jpeg(data: bytes, rights: Rights) -> Iterator[bytes]:
    """Yield the parts of a JPEG; its end is where its picture ends, whatever follows."""
    yield data[:2]
    place, kept, exif = 2, [], b""
    while data[place + 1] != 0xDA:
        marker, length = struct.unpack_from(">HH", data, place)
        segment = data[place : place + 2 + length]
        if marker < 0xFF00 or len(segment) != 2 + length or length < 2:
            raise NotEmbeddable
        if marker == 0xFFE0:  # JFIF comes first
            yield segment
        elif marker == 0xFFE1 and segment[4:].startswith(b"Exif\0\0"):
            exif = _orientation_alone(segment[4:])
        elif marker not in _JPEG_DROPPED or segment[4:].startswith(b"ICC_PROFILE\0"):
            kept.append(segment)
        place += len(segment)
    if exif:
        yield _segment(0xFFE1, exif)
    yield _segment(0xFFE1, _XMP_IN_JPEG + _WRAPPER % xmp(rights))
    yield _segment(0xFFED, b"Photoshop 3.0\0" + _resource(0x0404, iim(rights)))
    yield from kept
    yield data[place : _end_of_jpeg(data, place)]


def _segment(marker: int, content: bytes) -> bytes:
    if len(content) > _LONGEST_SEGMENT:
        raise NotEmbeddable
    return struct.pack(">HH", marker, len(content) + 2) + content


def _resource(number: int, content: bytes) -> bytes:
    """Return a resource as Photoshop's files have them; its length is even."""
    padding = b"\0" * (len(content) % 2)
    return b"8BIM" + struct.pack(">HHI", number, 0, len(content)) + content + padding


def _end_of_jpeg(data: bytes, place: int) -> int:
    while True:
        length = struct.unpack_from(">H", data, place + 2)[0]
        found = _MARKER.search(data, place + 2 + length)
        if found is None:
            raise NotEmbeddable
        if found[0] == b"\xff\xd9":
            return found.end()
        place = found.start()


def _orientation_alone(exif: bytes) -> bytes:
    """Return Exif that says only which way up the picture is; nothing where it stands upright."""
    read, alone = Image.Exif(), Image.Exif()
    read.load(exif)
    orientation = read.get(ExifTags.Base.Orientation, 1)
    if orientation not in range(2, 9):
        return b""
    alone[ExifTags.Base.Orientation] = orientation
    return alone.tobytes()


def _png(data: bytes, packet: bytes) -> Iterator[bytes]:
    yield data[:8]
    place, kind = 8, b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, place)
        chunk = data[place : place + 12 + length]
        if len(chunk) != 12 + length:
            raise NotEmbeddable
        if kind in _PNG_KEPT:
            yield chunk
        if kind == b"IHDR":
            yield _chunk(b"iTXt", _XMP_IN_PNG + packet)
        if kind == b"eXIf" and (exif := _orientation_alone(chunk[8:-4])):
            yield _chunk(b"eXIf", exif.removeprefix(b"Exif\0\0"))
        place += len(chunk)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def _webp(data: bytes, packet: bytes) -> bytes:
    kept, extended, exif = [], b"", b""
    place, end = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    while place < end:
        kind, length = struct.unpack_from("<4sI", data, place)
        chunk = data[place : place + 8 + length + length % 2]
        if len(chunk) < 8 + length:
            raise NotEmbeddable
        if kind == b"VP8X":
            extended = chunk
        elif kind == b"EXIF":
            exif = _orientation_alone(chunk[8:])
        elif kind in _WEBP_KEPT:
            kept.append(chunk)
        place += len(chunk)
    if not kept or len(data) < end:
        raise NotEmbeddable
    extended = extended or _webp_header(kept[0])
    if exif:
        kept.append(_riff(b"EXIF", exif))
    flags = extended[8] & ~_EXIF | _XMP | (_EXIF if exif else 0)
    extended = extended[:8] + bytes([flags]) + extended[9:]
    return _riff(b"RIFF", b"".join([b"WEBP", extended, *kept, _riff(b"XMP ", packet)]))


def _riff(kind: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", kind, len(content)) + content + b"\0" * (len(content) % 2)


def _webp_header(chunk: bytes) -> bytes:
    """Return the header that a WebP of a single chunk does without
    (https://developers.google.com/speed/webp/docs/riff_container).
    """
    flags = 0
    if chunk.startswith(b"VP8L"):
        bits = struct.unpack_from("<I", chunk, 9)[0]
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        flags = _ALPHA if bits >> 28 & 1 else 0
    elif chunk.startswith(b"VP8 "):
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", chunk, 14))
    else:
        raise NotEmbeddable
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return struct.pack("<4sII", b"VP8X", 10, flags) + sides
