"""MP4 files, video or sound alone, read by their boxes to the end (ISO/IEC 14496-12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.media.formats import M4A, MP4, Contents, broken, cut_short, exactly, not_played

#: Codings that every browser of today plays.
_VIDEO_CODECS = {"avc1", "avc3", "av01", "vp09"}
_AUDIO_CODECS = {"mp4a", "Opus"}
#: Tracks of still pictures: covers and chapters.
_STILL_CODECS = {"jpeg", "png ", "mjpa"}
_BETTER = "H.264, AAC"
_MOST_BOXES = 100_000
_MOST_TRACKS = 64


class _Box(NamedTuple):
    kind: str
    start: int  # of what it holds
    end: int


@dataclass
class _Track:
    handler: str = ""
    codec: str = ""
    width: int = 0
    height: int = 0


def starts_as_mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


def read_mp4(file: BinaryIO, size: int) -> Contents:
    """Read an MP4 file: boxes, one after the other, and nothing else. With a track of video it is
    a video, with sound alone it is an M4A.
    """
    boxes = list(_boxes(file, 0, size))
    if _text(_content(file, boxes[0])[:4]) in {"qt  ", "heic", "mif1", "avif"}:
        raise broken(MP4.name)
    movie = next((box for box in boxes if box.kind == "moov"), None)
    if movie is None:
        raise cut_short(MP4.name)
    seconds, tracks = 0.0, []
    for box in _boxes(file, movie.start, movie.end):
        if box.kind == "mvhd":
            seconds = max(seconds, _seconds(_content(file, box), file, movie))
        elif box.kind == "trak" and len(tracks) < _MOST_TRACKS:
            tracks.append(_track(file, box))
    videos = [each for each in tracks if each.handler == "vide" and each.codec not in _STILL_CODECS]
    sounds = [each for each in tracks if each.handler == "soun"]
    if not videos and not sounds:
        raise broken(MP4.name)
    name = MP4.name if videos else M4A.name
    for tracks_of_kind, played in ((videos, _VIDEO_CODECS), (sounds, _AUDIO_CODECS)):
        for track in tracks_of_kind:
            if track.codec not in played:
                raise not_played(name, track.codec.strip(), _BETTER)
    if not seconds:
        raise _without_length(name)
    if videos:
        return Contents(MP4, seconds, videos[0].width, videos[0].height)
    return Contents(M4A, seconds)


def _without_length(name: str) -> ValidationError:
    return ValidationError(
        _("The %(format)s file does not say how long it is. Export it again as a whole file."),
        code="media_without_length",
        params={"format": name},
    )


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[_Box]:
    """Yield the boxes between two places; raise ValidationError where they do not fill them."""
    at = start
    for _number in range(_MOST_BOXES):
        if at == end:
            return
        file.seek(at)
        if end - at < 8:
            raise broken(MP4.name)
        length, kind = struct.unpack(">I4s", exactly(file, 8, MP4.name))
        header = 8
        if length == 1:
            length, header = struct.unpack(">Q", exactly(file, 8, MP4.name))[0], 16
        elif length == 0:
            length = end - at
        if length < header or not all(0x20 <= byte < 0x7F or byte == 0xA9 for byte in kind):
            raise broken(MP4.name)
        if at + length > end:
            raise cut_short(MP4.name)
        yield _Box(kind.decode("latin-1"), at + header, at + length)
        at += length
    raise broken(MP4.name)


def _content(file: BinaryIO, box: _Box) -> bytes:
    """Return the first bytes of what a box holds: more than those that are looked at."""
    file.seek(box.start)
    return file.read(min(box.end - box.start, 256))


def _inside(file: BinaryIO, box: _Box, kind: str) -> _Box | None:
    return next((each for each in _boxes(file, box.start, box.end) if each.kind == kind), None)


def _text(data: bytes) -> str:
    return data.decode("latin-1")


def _seconds(head: bytes, file: BinaryIO, movie: _Box) -> float:
    """Return how long the movie is, by its header, or by that of its fragments."""
    layout = ">20xIQ" if head[:1] == b"\1" else ">12xII"
    if len(head) < struct.calcsize(layout):
        raise broken(MP4.name)
    scale, units = struct.unpack_from(layout, head)
    if units in (0, 2**32 - 1, 2**64 - 1):
        units = 0
        extends = _inside(file, movie, "mvex")
        whole = _inside(file, extends, "mehd") if extends else None
        if whole:
            data = _content(file, whole)
            layout = ">4xQ" if data[:1] == b"\1" else ">4xI"
            if len(data) >= struct.calcsize(layout):
                units = struct.unpack_from(layout, data)[0]
    return units / scale if scale else 0.0


def _track(file: BinaryIO, box: _Box) -> _Track:
    track = _Track()
    for each in _boxes(file, box.start, box.end):
        if each.kind == "tkhd":
            track.width, track.height = _shown_size(_content(file, each))
        elif each.kind == "mdia":
            for part in _boxes(file, each.start, each.end):
                if part.kind == "hdlr":
                    track.handler = _text(_content(file, part)[8:12])
                elif part.kind == "minf" and (table := _inside(file, part, "stbl")):
                    described = _inside(file, table, "stsd")
                    track.codec = _text(_content(file, described)[12:16]) if described else ""
    return track


def _shown_size(head: bytes) -> tuple[int, int]:
    """Return the width and height of a track as it is shown: a telephone that was held upright
    stores a turned image, and the matrix that turns it.
    """
    skipped = 52 if head[:1] == b"\1" else 40
    layout = f">{skipped}x9iII"
    if len(head) < struct.calcsize(layout):
        raise broken(MP4.name)
    *matrix, width, height = struct.unpack_from(layout, head)
    size = width >> 16, height >> 16
    return (size[1], size[0]) if matrix[0] == matrix[4] == 0 and matrix[1] else size
