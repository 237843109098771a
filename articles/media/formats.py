"""Formats of audio, video and documents that the paper accepts, and what is refused in words."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

AUDIO, VIDEO, DOCUMENT = "audio", "video", "document"


class MediaFormat(NamedTuple):
    """A format, by its name for people; `kind` is AUDIO, VIDEO or DOCUMENT."""

    name: str
    kind: str
    mime_type: str
    extension: str


MP3 = MediaFormat("MP3", AUDIO, "audio/mpeg", "mp3")
M4A = MediaFormat("M4A", AUDIO, "audio/mp4", "m4a")
OGG = MediaFormat("Ogg", AUDIO, "audio/ogg", "ogg")
MP4 = MediaFormat("MP4", VIDEO, "video/mp4", "mp4")
WEBM = MediaFormat("WebM", VIDEO, "video/webm", "webm")
PDF = MediaFormat("PDF", DOCUMENT, "application/pdf", "pdf")

FORMATS = (MP3, M4A, OGG, MP4, WEBM, PDF)
#: Extensions of accepted files, for forms that check the name first.
EXTENSIONS = tuple(each.extension for each in FORMATS)
#: The MIME type by which each stored file is served, by its extension.
MIME_TYPES = {each.extension: each.mime_type for each in FORMATS} | {"vtt": "text/vtt"}


class Contents(NamedTuple):
    """What the bytes of a file say: its format, how long it lasts in seconds, how large its image
    is in pixels, how many pages it has. What a format does not have is 0.
    """

    format: MediaFormat
    seconds: float = 0
    width: int = 0
    height: int = 0
    pages: int = 0


def broken(name: str) -> ValidationError:
    """Return the refusal of a file that begins as one of a format and does not go on so."""
    return ValidationError(
        _(
            "The file begins as %(format)s, and does not go on so: it is damaged, or part of it "
            "is something else. Export it again."
        ),
        code="media_broken",
        params={"format": name},
    )


def cut_short(name: str) -> ValidationError:
    """Return the refusal of a file whose end is missing."""
    return ValidationError(
        _("The end of the %(format)s file is missing: it was not copied whole. Send it again."),
        code="media_cut_short",
        params={"format": name},
    )


def not_played(name: str, codec: str, instead: str) -> ValidationError:
    """Return the refusal of a coding that some readers' browsers do not play."""
    return ValidationError(
        _(
            "The %(format)s file is coded as “%(codec)s”, which not every browser plays. "
            "Export it as %(instead)s."
        ),
        code="media_codec",
        params={"format": name, "codec": codec, "instead": instead},
    )


def exactly(file: BinaryIO, count: int, name: str) -> bytes:
    """Read so many bytes; raise ValidationError where the file ends before."""
    data = file.read(count)
    if len(data) < count:
        raise cut_short(name)
    return data
