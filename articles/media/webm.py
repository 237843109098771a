"""WebM files, read element by element to the end (RFC 8794, https://www.webmproject.org/docs/container/)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.media.formats import WEBM, Contents, broken, cut_short, exactly, not_played

_EBML, _DOC_TYPE = 0x1A45DFA3, 0x4282
_SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_SCALE, _DURATION = 0x2AD7B1, 0x4489
_TRACK, _CODEC, _VIDEO = 0xAE, 0x86, 0xE0
_WIDTH, _HEIGHT = 0xB0, 0xBA
_TIME, _GROUP, _BLOCK, _SIMPLE_BLOCK = 0xE7, 0xA0, 0xA1, 0xA3
#: Elements at the level of clusters, where one whose length is not written ends.
_TOP = {_INFO, _TRACKS, _CLUSTER, 0x114D9B74, 0x1C53BB6B, 0x1254C367, 0x1043A770, 0x1941A469}
_PLAYED = {"V_VP8", "V_VP9", "V_AV1", "A_VORBIS", "A_OPUS"}
_BETTER = "VP9, Opus"
_MOST_VALUE = 64
#: The bytes of the longest head of an element: its name and its length (RFC 8794).
_HEAD = 4 + 8
_NANOSECONDS = 1_000_000_000


class _Element(NamedTuple):
    id: int
    start: int  # of what it holds
    end: int | None  # None where its length is not written


def starts_as_webm(head: bytes) -> bool:
    return head[:4] == b"\x1a\x45\xdf\xa3"


def read_webm(file: BinaryIO, size: int) -> Contents:
    """Read a WebM file: its header and one segment, to the end of the file, with video."""
    header = _element(file, 0, size)
    if header.id != _EBML or header.end is None:
        raise broken(WEBM.name)
    kinds = [_bytes(file, each) for each in _elements(file, header) if each.id == _DOC_TYPE]
    if kinds != [b"webm"]:
        raise ValidationError(
            _("The file is Matroska, which not every browser plays. Export it as WebM or MP4."),
            code="media_matroska",
        )
    segment = _element(file, header.end, size)
    if segment.id != _SEGMENT or segment.end not in (None, size):
        raise broken(WEBM.name)
    scale, duration, tracks, cluster = 1_000_000, 0.0, [], None
    for element in _elements(file, segment._replace(end=size), top=True):
        if element.id == _INFO:
            for each in _elements(file, element):
                if each.id == _SCALE:
                    scale = _number(file, each)
                elif each.id == _DURATION:
                    duration = _decimal(file, each)
        elif element.id == _TRACKS:
            tracks = [_track(file, each) for each in _elements(file, element) if each.id == _TRACK]
        elif element.id == _CLUSTER:
            cluster = element
    for codec, _width, _height in tracks:
        if codec not in _PLAYED:
            raise not_played(WEBM.name, codec, _BETTER)
    videos = [each for each in tracks if each[0].startswith("V_")]
    if not videos:
        raise ValidationError(
            _("This WebM has sound alone: export it as MP3, M4A or Ogg."), code="webm_audio"
        )
    if not duration and cluster:
        duration = _last_time(file, cluster)
    _codec, width, height = videos[0]
    return Contents(WEBM, duration * scale / _NANOSECONDS, width, height)


def _element(file: BinaryIO, at: int, limit: int) -> _Element:
    """Read the head of the element at a place; raise ValidationError if it reaches too far."""
    file.seek(at)
    head = file.read(_HEAD)  # at once: a live recording has a million of them
    identity, id_length = _vint(head, keeps_marker=True)
    length, length_length = _vint(head[id_length:], keeps_marker=False)
    start = at + id_length + length_length
    if length is None:
        return _Element(identity or 0, start, None)
    if start + length > limit:
        raise cut_short(WEBM.name)
    return _Element(identity or 0, start, start + length)


def _vint(data: bytes, *, keeps_marker: bool) -> tuple[int | None, int]:
    """Read the number of variable length with which the bytes begin; return it with its length in
    bytes, and None for the one that says that a length is not written.
    """
    if not data:
        raise cut_short(WEBM.name)
    length = 9 - data[0].bit_length()
    if length > (4 if keeps_marker else 8):
        raise broken(WEBM.name)
    if len(data) < length:
        raise cut_short(WEBM.name)
    value = int.from_bytes(data[:length], "big")
    if keeps_marker:
        return value, length
    value -= 1 << 7 * length
    return (None if value == (1 << 7 * length) - 1 else value), length


def _elements(file: BinaryIO, parent: _Element, *, top: bool = False) -> Iterator[_Element]:
    """Yield the elements inside another. At the top, a cluster without a length is entered: what
    it holds is told with the rest.
    """
    if parent.end is None:
        raise broken(WEBM.name)
    at = parent.start
    while at < parent.end:
        element = _element(file, at, parent.end)
        if element.end is None:
            if not top or element.id != _CLUSTER:
                raise broken(WEBM.name)
            element = element._replace(end=_end_of_cluster(file, element.start, parent.end))
        yield element
        at = element.end


def _end_of_cluster(file: BinaryIO, at: int, limit: int) -> int:
    """Return where a cluster whose length is not written ends: at the next element of the top."""
    while at < limit:
        element = _element(file, at, limit)
        if element.id in _TOP:
            return at
        if element.end is None:
            raise broken(WEBM.name)
        at = element.end
    return limit


def _last_time(file: BinaryIO, cluster: _Element) -> int:
    """Return the time of the last block of a cluster."""
    base = last = 0
    for each in _elements(file, cluster):
        if each.id == _TIME:
            base = _number(file, each)
        elif each.id == _SIMPLE_BLOCK:
            last = max(last, _time_of_block(file, each))
        elif each.id == _GROUP:
            for inner in _elements(file, each):
                if inner.id == _BLOCK:
                    last = max(last, _time_of_block(file, inner))
    return base + last


def _time_of_block(file: BinaryIO, block: _Element) -> int:
    file.seek(block.start)
    data = file.read(_HEAD)
    _track_number, length = _vint(data, keeps_marker=False)
    if len(data) < length + 2:
        raise cut_short(WEBM.name)
    return struct.unpack_from(">h", data, length)[0]


def _track(file: BinaryIO, track: _Element) -> tuple[str, int, int]:
    """Return the coding of a track, with the width and height of a video."""
    codec, width, height = "", 0, 0
    for each in _elements(file, track):
        if each.id == _CODEC:
            codec = _bytes(file, each).rstrip(b"\0").decode("ascii", "replace")
        elif each.id == _VIDEO:
            for part in _elements(file, each):
                if part.id == _WIDTH:
                    width = _number(file, part)
                elif part.id == _HEIGHT:
                    height = _number(file, part)
    return codec, width, height


def _bytes(file: BinaryIO, element: _Element) -> bytes:
    if element.end is None or element.end - element.start > _MOST_VALUE:
        raise broken(WEBM.name)
    file.seek(element.start)
    return exactly(file, element.end - element.start, WEBM.name)


def _number(file: BinaryIO, element: _Element) -> int:
    return int.from_bytes(_bytes(file, element), "big")


def _decimal(file: BinaryIO, element: _Element) -> float:
    data = _bytes(file, element)
    if len(data) not in (4, 8):
        raise broken(WEBM.name)
    return struct.unpack(">f" if len(data) == 4 else ">d", data)[0]
