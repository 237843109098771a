"""Picture files for the tests, built byte by byte where no program writes such files."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

ORIENTATION, GPS = 0x0112, 0x8825
#: What turns an upright picture into what a camera of each orientation stores (Exif 2.32, 4.6.5).
_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def jpeg(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, **options)
    return out.getvalue()


def turned(image: Image.Image, orientation: int) -> bytes:
    """Return the file of a camera held in the given orientation."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored = image.transpose(_STORED[orientation]) if orientation in _STORED else image
    return jpeg(stored, exif=exif.tobytes())


def gps_of(data: bytes) -> dict:
    with Image.open(io.BytesIO(data)) as image:
        return dict(image.getexif().get_ifd(GPS))


def png_header(
    width: int, height: int, *, depth: int = 8, kind: int = 2, rows: bytes = b""
) -> bytes:
    """Return a PNG with the given size in its header, and the given rows, already compressed."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    rows = rows or zlib.compress(b"\0" * 1000)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def iptc_jpeg(*, encoding: str = "utf-8", **fields: str) -> bytes:
    """Return a JPEG with IPTC-IIM fields: byline, caption, copyright."""
    numbers = {"byline": 80, "caption": 120, "copyright": 116}
    iptc = b"\x1c\x01\x5a\x00\x03\x1b%G" if encoding == "utf-8" else b""
    for name, text in fields.items():
        value = text.encode(encoding)
        iptc += b"\x1c\x02" + bytes([numbers[name]]) + struct.pack(">H", len(value)) + value
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + b"\0" * (len(iptc) % 2)
    segment = b"Photoshop 3.0\0" + block
    data = jpeg(Image.new("RGB", (30, 20), "#b4432a"))
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + data[2:]
