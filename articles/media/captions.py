"""Captions of videos in WebVTT (https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_CAPTIONS = 1024 * 1024  # bytes

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+\S.*)?")
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
#: Blocks that are no captions.
_OTHER = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_TAG = re.compile(r"<[^>]*>")


def read_captions(data: bytes) -> str:
    """Return captions with plain line ends, or raise ValidationError with the line that is
    wrong."""
    if len(data) > MAX_CAPTIONS:
        raise ValidationError(_("The captions are over 1 MB: send those of one video alone."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(
            _("The captions are not written in UTF-8: save them so."), code="captions_encoding"
        ) from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    if not _HEADER.fullmatch(lines[0]):
        raise ValidationError(
            _("Line 1 does not say WEBVTT: save the captions as WebVTT (.vtt), and not as SRT."),
            code="captions_header",
        )
    cues = 0
    for number, block in _blocks(lines):
        if number > 1 and not _OTHER.match(block[0]):
            _check_cue(number, block)
            cues += 1
    if not cues:
        raise ValidationError(_("There is not a single caption in it."), code="captions_empty")
    return "\n".join(lines).rstrip("\n") + "\n"


def words_of_captions(text: str) -> str:
    """Return what captions say, without times and tags."""
    words = []
    for number, block in _blocks(text.split("\n")):
        if number > 1 and not _OTHER.match(block[0]):
            words += block[1:] if "-->" in block[0] else block[2:]
    return _TAG.sub("", "\n".join(words))


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Return the lines between empty ones, with the number of the first, from 1."""
    blocks: list[tuple[int, list[str]]] = []
    is_open = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            is_open = False
        elif is_open:
            blocks[-1][1].append(line)
        else:
            blocks.append((number, [line]))
            is_open = True
    return blocks


def _check_cue(number: int, block: list[str]) -> None:
    """Refuse a caption without times, or that ends before it begins, or that says nothing."""
    has_name = "-->" not in block[0]
    place = number + has_name
    times = _TIMES.fullmatch(block[has_name].strip()) if len(block) > has_name else None
    if times is None:
        raise ValidationError(
            _("Line %(number)d: a caption begins with its times, as 00:01.000 --> 00:04.000."),
            code="captions_times",
            params={"number": place},
        )
    if _seconds(*times.groups()[4:]) <= _seconds(*times.groups()[:4]):
        raise ValidationError(
            _("Line %(number)d: the caption ends before it begins."),
            code="captions_order",
            params={"number": place},
        )
    if len(block) == has_name + 1:
        raise ValidationError(
            _("Line %(number)d: the caption says nothing."),
            code="captions_silent",
            params={"number": place},
        )


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000
