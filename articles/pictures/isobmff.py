"""Boxes of AVIF files (ISO/IEC 14496-12 and 23008-12), as far as it takes to put another item of
metadata in the place of the one that is there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

#: Version 0, offsets and lengths of four bytes, no base offset: as libavif writes small files.
_LOCATIONS = b"\0\0\0\0\x44\0"


def with_item(data: bytes, content_type: bytes, content: bytes) -> bytes:
    """Return an AVIF with `content` for its item of that media type. Raises ValueError if it has
    none, or is built in a way that is not known here.
    """
    boxes = {kind: (start, end) for kind, start, end in _boxes(data, 0, len(data))}
    if data[4:8] != b"ftyp" or list(boxes)[-1] != b"mdat":
        raise ValueError("not an AVIF that ends with its data")
    start, end = boxes.get(b"meta", (0, 0))
    meta = {kind: place for kind, *place in _boxes(data, start + 12, end)}
    if b"iinf" not in meta or b"iloc" not in meta:
        raise ValueError("no list of items")
    wanted = _item_of_type(data, *meta[b"iinf"], content_type)
    extents = {item: (where, at, length) for item, where, at, length in _extents(data, meta)}
    _where, begins, length = extents.get(wanted, (0, 0, 0))
    data_start = boxes[b"mdat"][0]
    if not data_start < begins <= begins + length <= len(data):
        raise ValueError("no such item in the data")
    change = len(content) - length
    head = bytearray(data[:begins])
    for item, (where, at, size) in extents.items():
        if item == wanted:
            struct.pack_into(">I", head, where + 4, len(content))
        elif at >= begins + length:
            struct.pack_into(">I", head, where, at + change)
        elif at + size > begins:
            raise ValueError("items that share their data")
    struct.pack_into(">I", head, data_start, len(data) - data_start + change)
    return bytes(head) + content + data[begins + length :]


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of each box in a stretch, where it begins and where it ends."""
    while start < end:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8 or start + size > end:
            raise ValueError("a box that does not end where it says")
        yield kind, start, start + size
        start += size


def _item_of_type(data: bytes, start: int, end: int, content_type: bytes) -> int:
    """Return the number of the item of a media type; 0, which no item has, where there is none."""
    for kind, place, ends in _boxes(data, start + 14, end):
        body = data[place + 12 : ends]
        is_known = kind == b"infe" and data[place + 8] == 2
        if is_known and body[4:8] == b"mime" and content_type in body[8:].split(b"\0"):
            return struct.unpack_from(">H", body)[0]
    return 0


def _extents(data: bytes, meta: dict[bytes, list[int]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the number of each item, where its extent is told, where the extent begins, and its
    length.
    """
    place = meta[b"iloc"][0] + 8
    if data[place : place + 6] != _LOCATIONS:
        raise ValueError("places that are told in another way")
    count = struct.unpack_from(">H", data, place + 6)[0]
    for where in range(place + 8, place + 8 + 14 * count, 14):
        item, _reference, extents, at, length = struct.unpack_from(">HHHII", data, where)
        if extents != 1:
            raise ValueError("an item in several pieces")
        yield item, where + 6, at, length
