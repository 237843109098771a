"""Ogg files with Vorbis or Opus, read page by page to the end (RFC 3533, RFC 7845)."""

from __future__ import annotations

import struct
from typing import BinaryIO, NamedTuple

from articles.media.formats import OGG, Contents, broken, cut_short, exactly, not_played

_HEADER = struct.Struct("<4sBBqIIIB")
_BEGINS, _ENDS = 2, 4
_NO_POSITION = -1
_BETTER = "MP3"


class _Stream(NamedTuple):
    rate: int  # samples a second
    skipped: int  # samples before the sound


def read_ogg(file: BinaryIO, size: int) -> Contents:
    """Read an Ogg file: pages of sound, one after the other, and nothing else. Streams that follow
    each other add up.
    """
    streams: dict[int, _Stream] = {}
    ends: dict[int, int] = {}
    finished: set[int] = set()
    at = 0
    while at < size:
        file.seek(at)
        head = exactly(file, _HEADER.size, OGG.name)
        mark, version, flags, position, serial, _number, _sum, segments = _HEADER.unpack(head)
        if mark != b"OggS" or version:
            raise broken(OGG.name)
        length = sum(exactly(file, segments, OGG.name))
        if flags & _BEGINS:
            if serial in streams:
                raise broken(OGG.name)
            if stream := _stream(exactly(file, length, OGG.name)):
                streams[serial] = stream
        if serial in streams:
            if position != _NO_POSITION:
                ends[serial] = position
            if flags & _ENDS:
                finished.add(serial)
        at += _HEADER.size + segments + length
    if not streams:
        raise broken(OGG.name)
    if at > size or finished != streams.keys():
        raise cut_short(OGG.name)
    seconds = sum(
        max(ends.get(serial, 0) - stream.skipped, 0) / stream.rate
        for serial, stream in streams.items()
    )
    return Contents(OGG, seconds=seconds)


def _stream(packet: bytes) -> _Stream | None:
    """Return the stream that begins with this packet; None for one that only describes others."""
    if packet.startswith(b"\x01vorbis") and len(packet) >= 16:
        rate = struct.unpack_from("<I", packet, 12)[0]
        if not rate:
            raise broken(OGG.name)
        return _Stream(rate, 0)
    if packet.startswith(b"OpusHead") and len(packet) >= 19:
        return _Stream(48_000, struct.unpack_from("<H", packet, 10)[0])
    if packet.startswith(b"fishead\0"):
        return None
    codec = packet[:8].strip(b"\0\x01\x7f\x80 ").decode("ascii", "replace")
    raise not_played(OGG.name, codec, _BETTER)
