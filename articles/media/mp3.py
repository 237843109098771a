"""MP3 files, read frame by frame to the end: MPEG audio, layer III (ISO/IEC 11172-3, 13818-3)."""

from __future__ import annotations

import struct
from typing import BinaryIO

from articles.media.formats import MP3, Contents, broken, cut_short

_BITRATES = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = (44_100, 48_000, 32_000)
#: The version of MPEG by its two bits; 2.5 has half the rates of 2.
_VERSIONS = {0b00: 2.5, 0b10: 2, 0b11: 1}
_FEWEST_FRAMES = 3
#: Zeros that some programs leave between the tags and the sound.
_MOST_PADDING = 64 * 1024
#: Beginnings of the tags that may follow the sound.
_TRAILERS = (b"TAG", b"APETAGEX", b"LYRICSBEGIN")
_MOST_TRAILER = 1024 * 1024
_BUFFER = 1024 * 1024


def starts_as_mp3(head: bytes) -> bool:
    return head[:3] == b"ID3" or _frame(head[:4]) is not None


def read_mp3(file: BinaryIO, size: int) -> Contents:
    """Read an MP3 file: tags, then frames of one kind, then perhaps more tags, and nothing else.
    The length is that of its frames, whatever their bitrate.
    """
    first = _first_frame(file, size)
    frames, samples, rate, expected = _walk(file, first, size)
    if frames < _FEWEST_FRAMES:
        raise broken(MP3.name)
    if expected and frames < expected * 0.98:
        raise cut_short(MP3.name)
    return Contents(MP3, seconds=frames * samples / rate)


def _frame(header: bytes) -> tuple[int, int, int, float] | None:
    """Return the length of the frame with this header, its samples, their rate and the version of
    MPEG; None if these four bytes are no header.
    """
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version = _VERSIONS.get(header[1] >> 3 & 0b11)
    bitrate, rate = header[2] >> 4, header[2] >> 2 & 0b11
    if version is None or bitrate in (0, 15) or rate == 3:
        return None
    hertz = int(_RATES[rate] / (1, 2, 4)[(1, 2, 2.5).index(version)])
    samples = 1152 if version == 1 else 576
    bits = _BITRATES[1 if version == 1 else 2][bitrate - 1] * 1000
    padding = header[2] >> 1 & 1
    return samples // 8 * bits // hertz + padding, samples, hertz, version


def _tag_length(head: bytes) -> int:
    """Return the length of an ID3v2 tag with this header; 0 if it is none."""
    if head[:3] != b"ID3" or len(head) < 10 or any(byte & 0x80 for byte in head[6:10]):
        return 0
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    return 10 + size + (10 if head[5] & 0x10 else 0)


def _first_frame(file: BinaryIO, size: int) -> int:
    """Return where the sound begins."""
    at = 0
    while True:
        file.seek(at)
        length = _tag_length(file.read(10))
        if not length:
            break
        at += length
    file.seek(at)
    ahead = file.read(_MOST_PADDING)
    if at >= size or not ahead:
        raise cut_short(MP3.name)
    return at + len(ahead) - len(ahead.lstrip(b"\0"))


def _walk(file: BinaryIO, at: int, size: int) -> tuple[int, int, int, int]:
    """Return the number of frames, the samples of each, their rate, and the number of frames that
    the first of them announces (0 if it does not).
    """
    known: dict[bytes, tuple[int, int, int, float] | None] = {}
    frames = expected = 0
    kind: tuple[int, float] | None = None
    samples = rate = 0
    start, buffer = at, b""
    while at < size:
        if at + 4 > start + len(buffer):
            file.seek(at)
            start, buffer = at, file.read(_BUFFER)
        header = buffer[at - start : at - start + 4]
        if header not in known:
            known[header] = _frame(header)
        frame = known[header]
        if frame is None:
            if header[:3] == b"ID3" and (length := _tag_at(file, at)):
                at += length
                continue
            _check_trailer(file, at, size)
            break
        length, samples, rate, version = frame
        if kind is None:
            kind = rate, version
            expected = _announced(buffer[: min(length, len(buffer))])
            frames -= expected > 0  # that frame has no sound
        elif kind != (rate, version):
            raise broken(MP3.name)
        if at + length > size and expected:
            raise cut_short(MP3.name)
        frames += 1
        at += length
    return frames, samples, rate, expected


def _tag_at(file: BinaryIO, at: int) -> int:
    file.seek(at)
    return _tag_length(file.read(10))


def _announced(frame: bytes) -> int:
    """Return the number of frames in the first one (Xing's header, or Fraunhofer's)."""
    for mark in (b"Xing", b"Info"):
        at = frame.find(mark, 4, 64)
        if at > 0 and len(frame) >= at + 12 and frame[at + 7] & 1:
            return struct.unpack_from(">I", frame, at + 8)[0]
    if frame[36:40] == b"VBRI" and len(frame) >= 54:
        return struct.unpack_from(">I", frame, 50)[0]
    return 0


def _check_trailer(file: BinaryIO, at: int, size: int) -> None:
    """Refuse what follows the sound, unless it is tags or zeros."""
    if size - at > _MOST_TRAILER:
        raise broken(MP3.name)
    file.seek(at)
    rest = file.read(_MOST_TRAILER).lstrip(b"\0")
    if rest and not rest.startswith(_TRAILERS):
        raise broken(MP3.name)
