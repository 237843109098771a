"""Decoding of a file's bytes into text, with a clear reason if they cannot be read."""

from __future__ import annotations

import codecs
from pathlib import Path

import charset_normalizer
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from articles.importing.importer import ImportRefused

MAX_BYTES = 5 * 1024 * 1024

# In the order in which they must be tried: UTF-32's mark begins with UTF-16's.
_FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# Characters beyond ASCII that Italian newsrooms write. A text in cp1252 has no others; one in
# Mac Roman or cp850 that is read as cp1252 has («è» would be «\x8f» or «Š»).
_PLAUSIBLE = frozenset(
    "àáâäãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÁÂÄÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝ"
    "‘’“”«»…–—€£©®™°ºª§·•×±²³½¼¾¿¡µ\u00a0\u00ad"
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0c\x1a"))


def read_bytes(path: Path) -> bytes:
    """Return the contents of a file of at most 5 MB. Raises ImportRefused."""
    try:
        if path.is_dir():
            raise ImportRefused(_("this is a folder: name the files in it."))
        if not path.exists():
            raise ImportRefused(_("there is no such file."))
        if not path.is_file():
            raise ImportRefused(_("this is not a regular file."))
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ImportRefused(
                _("the file has %(size)s bytes; the limit is %(limit)d MB.")
                % {
                    "size": number_format(size, force_grouping=True),
                    "limit": MAX_BYTES // 1024 // 1024,
                }
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ImportRefused(
            _("the file cannot be read (%(reason)s).") % {"reason": reason}
        ) from error


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding: UTF-8, with or without its mark, or
    Windows-1252. Raises ImportRefused for data that is empty, binary or in another encoding."""
    if not data.strip():
        raise ImportRefused(_("the file is empty."))
    for mark, name in _FOREIGN_MARKS:
        if data.startswith(mark):
            raise _not_utf8(name, line=1)
    if b"\x00" in data or _has_controls(data, more_than=2):
        raise ImportRefused(_("this is a binary file, not a text."), line=_line_of_control(data))
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and all(character.isascii() or character in _PLAUSIBLE for character in text):
        return text, "Windows-1252"
    guess = charset_normalizer.from_bytes(data).best()
    raise _not_utf8(guess.encoding if guess else "", line=line)


def _not_utf8(encoding: str, *, line: int) -> ImportRefused:
    if not encoding:
        return ImportRefused(_("the text is not UTF-8. Save it as UTF-8 and try again."), line=line)
    if encoding.startswith("mac_"):
        encoding = "Mac Roman"  # its national variants differ in a handful of signs
    return ImportRefused(
        _("the text is not UTF-8: it seems to be %(encoding)s. Save it as UTF-8 and try again.")
        % {"encoding": encoding.replace("_", "-")},
        line=line,
    )


def _has_controls(data: bytes, *, more_than: int = 0) -> bool:
    """Return True if there are more than `more_than` control characters, which no text has."""
    return len(data) - len(data.translate(None, _CONTROLS)) > more_than


def _line_of_control(data: bytes) -> int:
    for number, line in enumerate(data.split(b"\n"), start=1):
        if _has_controls(line):
            return number
    return 1
