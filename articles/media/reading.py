"""Reading of uploaded audio, video and documents, which are refused with a clear message if they
cannot be used.
"""

from __future__ import annotations

import math
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from articles.media.formats import AUDIO, DOCUMENT, FORMATS, VIDEO, Contents, broken
from articles.media.mp3 import read_mp3, starts_as_mp3
from articles.media.mp4 import read_mp4, starts_as_mp4
from articles.media.ogg import read_ogg
from articles.media.pdf import read_pdf, starts_as_pdf
from articles.media.webm import read_webm, starts_as_webm

#: Names of the accepted formats, for people.
ACCEPTED = ", ".join(each.name for each in FORMATS)
_MEGABYTE = 1024**2
#: Read calls that one file is worth: a file of many tiny parts would take hours.
_MOST_READS = 2_000_000
_LONGEST = 100 * 3600  # seconds
_WIDEST = 16_384  # pixels
_HEAD = 1024
#: Bytes at the end of a file among which an archive has its mark (APPNOTE 4.3.16).
_ARCHIVE_END, _LONGEST_END = b"PK\x05\x06", 22 + 65_535
#: What no file of sound or images begins with, whatever else it claims to be.
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<body", b"%pdf-")

#: First bytes of other files that people often upload, with their kind.
_OTHERS = (
    (b"RIFF", "WAV, AVI"),
    (b"fLaC", "FLAC"),
    (b"FORM", "AIFF"),
    (b"PK\x03\x04", "ZIP, Word, Excel"),
    (b"\xd0\xcf\x11\xe0", "Word, Excel"),
    (b"{\\rtf", "RTF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"FLV", "Flash"),
    (b"0&\xb2u", "Windows Media"),
)


class _Counted:
    """A file whose reads are counted, so that a file made of tiny parts is given up."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._left = file, _MOST_READS

    def seek(self, at: int) -> None:
        self._file.seek(at)

    def read(self, count: int) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise ValidationError(
                _("The file is made of more parts than can be read: export it again."),
                code="media_too_many_parts",
            )
        return self._file.read(count)


def most_bytes(kind: str) -> int:
    """Return how large a file of this kind may be."""
    limits = {
        AUDIO: settings.AUDIO_MB,
        VIDEO: settings.VIDEO_MB,
        DOCUMENT: settings.DOCUMENT_MB,
    }
    return limits[kind] * _MEGABYTE


def read_media(file: File) -> Contents:
    """Read a file to its end, and return what it is.

    It is judged by its content, never by its name: MP3, M4A, Ogg (Vorbis, Opus), MP4, WebM or PDF,
    of at most the size that settings give to its kind. Nothing else may be in it, in front or
    behind, so that it cannot be opened as something else. The file is never whole in memory.
    Raises ValidationError, which says what to do, with a code that begins with media_, pdf_ or
    webm_.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise ValidationError(_("The file is empty."), code="media_empty")
    reader, kind = _reader_of(head)
    _check_size(file, kind)
    _check_hidden(file, head, kind)
    try:
        found = reader(file if kind == DOCUMENT else _Counted(file), file.size)
    finally:
        file.seek(0)
    _check_size(file, found.format.kind)
    _check_measures(found)
    return found


def _check_size(file: File, kind: str) -> None:
    if file.size > most_bytes(kind):
        raise ValidationError(
            _("The file is %(size)d MB; it may be up to %(limit)d MB. Make it smaller."),
            code="media_too_heavy",
            params={"size": -(-file.size // _MEGABYTE), "limit": most_bytes(kind) // _MEGABYTE},
        )


def _reader_of(head: bytes) -> tuple:
    """Return the function that reads a file with this head, and the largest kind it may be: an MP4
    may have no video."""
    if starts_as_pdf(head):
        return read_pdf, DOCUMENT
    if starts_as_mp4(head):
        return read_mp4, VIDEO
    if starts_as_webm(head):
        return read_webm, VIDEO
    if head[:4] == b"OggS":
        return read_ogg, AUDIO
    if starts_as_mp3(head):
        return read_mp3, AUDIO
    for mark, name in _OTHERS:
        if head.startswith(mark):
            raise ValidationError(
                _("This is a file of another kind (%(kind)s). Accepted: %(accepted)s."),
                code="media_kind",
                params={"kind": name, "accepted": ACCEPTED},
            )
    raise ValidationError(
        _("This file is neither audio, nor video, nor a PDF. Accepted: %(accepted)s."),
        code="media_kind",
        params={"accepted": ACCEPTED},
    )


def _check_hidden(file: File, head: bytes, kind: str) -> None:
    """Refuse a file that can be opened as something else too: an archive, or a page."""
    file.seek(max(file.size - _LONGEST_END, 0))
    tail = file.read(_LONGEST_END)
    at = tail.find(_ARCHIVE_END)
    while at >= 0:
        if at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail):
            break
        at = tail.find(_ARCHIVE_END, at + 1)
    is_page = kind != DOCUMENT and any(mark in head.lower() for mark in _MARKUP)
    if at >= 0 or is_page:
        raise ValidationError(
            _("Another file is hidden in this one. Export it again from the program it is from."),
            code="media_hidden",
        )


def _check_measures(found: Contents) -> None:
    """Refuse measures that no real file has."""
    name = found.format.name
    if found.format.kind == DOCUMENT:
        return
    if not math.isfinite(found.seconds) or not 0 < found.seconds <= _LONGEST:
        raise broken(name)
    if found.format.kind == VIDEO and not (
        0 < found.width <= _WIDEST and 0 < found.height <= _WIDEST
    ):
        raise broken(name)
