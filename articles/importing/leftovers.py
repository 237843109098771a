"""Traces that a text brings along from its origin: characters of a wrong encoding, words broken at
the end of a line, marks of other formats. Nothing is mended: the person who imports is told. Pure
functions."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_DOUBTS = 10  # of a file

#: Encodings in which UTF-8 is read by mistake. Windows-1252 has gaps, read as in Latin-1.
_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_PASSES = 3  # a text may have been misread more than once
#: First bytes of the UTF-8 sequences to look for, by the number of bytes that follow.
_LEADS = {1: {*range(0xC2, 0xC6), *range(0xCE, 0xD2)}, 2: {0xE2}, 3: {0xF0}}
_FIRST_WORD, _LAST_WORD = re.compile(r"\S*"), re.compile(r"\S*\Z")
#: Characters of Italian texts beyond ASCII: Latin letters, quotation marks, dashes, €, ™, emoji.
_LIKELY = re.compile(r"[\u00a0-\u017f\u2010-\u203a€™−\U0001f300-\U0001faff]+\Z")
_OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff]{3,}\Z|[\u0370-\u03ff]{3,}\Z")

_HYPHENS = frozenset("-\u00ad\u2010¬")
_BROKEN_WITHIN = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,30})[-\u2010] ([^\W\d_]{2,30})(?![^\W\d_])")
_JOINING = frozenset(["ed", "od", "and", "und"])  # «pre- ed extra-»
_BEGINNING = re.compile(r"\s*([^\W\d_]+)")
_LOST = re.compile(r"[\ufffd\ue000-\uf8ff]")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][\da-fA-F]{2,5});")
_QUOTED = re.compile(r"(?<=[^\W\d_])(?:=[89A-F][\dA-F])+")
_SHOWN = 60  # characters of a word


class Doubt(NamedTuple):
    """A passage for a person to check, described in words; `line` counts from 1."""

    line: int
    words: str

    def describe(self, name: str) -> str:
        """Return one line of text: the place, and the words."""
        where = _("%(name)s, line %(line)d") % {"name": name, "line": self.line}
        return f"{where}: {self.words}"


def doubts_in(lines: Sequence[str]) -> list[Doubt]:
    """Return the doubts about the lines of a decoded text. If there are more than `MOST_DOUBTS`,
    return the first of them, and one that says how many more there are."""
    text = "\n".join(lines)
    finders = [find for may_find, find in _FINDERS if may_find(text)]  # most texts have nothing
    found = [
        Doubt(number, words)
        for number, line in enumerate(lines, start=1)
        for find in finders
        for words in dict.fromkeys(find(line, lines[number] if number < len(lines) else ""))
    ]
    if len(found) <= MOST_DOUBTS:
        return found
    more = len(found) - MOST_DOUBTS
    words = ngettext("and another like these", "and %(n)d others like these", more) % {"n": more}
    return [*found[:MOST_DOUBTS], Doubt(found[MOST_DOUBTS].line, words)]


def _misread(line: str, _following: str) -> Iterator[str]:
    words = _("“%(found)s” was read in a wrong encoding: perhaps “%(meant)s”")
    for found, meant in misread(line):
        yield _perhaps(words, found, meant)


def _lost(line: str, _following: str) -> Iterator[str]:
    for word in line.split():
        if _LOST.search(word):
            yield _("a character was lost in “%(found)s”") % {"found": word[:_SHOWN]}


def _tabs(line: str, _following: str) -> Iterator[str]:
    if "\t" in line.strip():
        yield _("here are tabs, as between the columns of a table: in the piece they are spaces")


def _perhaps(words: str, found: str, meant: str) -> str:
    return words % {"found": found, "meant": meant}


def _broken(line: str, following: str) -> Iterator[str]:
    words = _("“%(found)s” seems a word broken at the end of a line: perhaps “%(meant)s”")
    end, begins = line.rstrip(), _BEGINNING.match(following)
    if end[-1:] in _HYPHENS and end[-2:-1].isalpha() and begins and begins[1].islower():
        first, second = re.split(r"[\W\d_]", end[-_SHOWN:-1])[-1], begins[1]
        yield _perhaps(words, f"{first}- {second}", first + second)
    for found in _BROKEN_WITHIN.finditer(line):
        if found[2].islower() and found[2] not in _JOINING:
            yield _perhaps(words, found[0], found[1] + found[2])


def _marked(line: str, _following: str) -> Iterator[str]:
    """Yield a doubt for each word with marks of HTML or of quoted-printable (RFC 2045)."""
    words = _("“%(found)s” is written as in another format: perhaps “%(meant)s”")
    for word in line.split():
        meant = _QUOTED.sub(_unquoted, _ENTITY.sub(lambda found: html.unescape(found[0]), word))
        if meant != word:
            yield _perhaps(words, word[:_SHOWN], meant[:_SHOWN])


def _unquoted(found: re.Match[str]) -> str:
    """Decode a quoted-printable match as UTF-8, or else as Windows-1252. A match that does not give
    letters is left, as in «y=AB»."""
    data = bytes.fromhex(found[0].replace("=", ""))
    try:
        read = data.decode()
    except UnicodeDecodeError:
        read = data.decode("cp1252", "replace")
    return read if read.strip("’").isalpha() or read == "’" else found[0]


class _Decoder:
    """A decoder that restores UTF-8 misread in another encoding, if the result is likely."""

    def __init__(self, encoding: str) -> None:
        signs = {}
        for byte in range(0x80, 0x100):
            try:
                signs[bytes([byte]).decode(encoding)] = byte
            except UnicodeDecodeError:
                signs[chr(byte)] = byte
        rest = {sign: byte for sign, byte in signs.items() if byte < 0xC0}
        if encoding == "cp1252":
            rest |= {chr(byte): byte for byte in range(0x80, 0xC0)}  # as in Latin-1
        self._bytes = signs | rest
        more = f"[{re.escape(''.join(rest))}]"
        leads = {
            length: "".join(sign for sign, byte in signs.items() if byte in _LEADS[length])
            for length in _LEADS
        }
        self._leads = "".join(leads.values())
        forms = [f"[{re.escape(each)}]{more}{{{length}}}" for length, each in leads.items()]
        # The last byte of ” falls into a gap of Windows-1252, and is lost.
        self._half = "â€" if encoding == "cp1252" else "\0"
        self._runs = re.compile(f"(?:{'|'.join(forms)})+|{self._half}(?!{more})")

    def may_find(self, text: str) -> bool:
        return any(sign in text for sign in self._leads)

    def read(self, text: str) -> str:
        for _pass in range(_PASSES):
            before, text = text, self._runs.sub(self._read, text)
            if text == before:
                break
        return text

    def places(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield the start and the end of each part of a line that decoding changes."""
        for run in self._runs.finditer(line):
            if self._read(run) != run[0]:
                yield run.span()

    def _read(self, run: re.Match[str]) -> str:
        if run[0] == self._half:
            return "”"
        try:
            read = bytes(self._bytes[sign] for sign in run[0]).decode()
        except UnicodeDecodeError:
            return run[0]
        if not (_LIKELY.match(read) or _OTHER_SCRIPT.match(read)):
            return run[0]
        line, (start, end) = run.string, run.span()
        before, behind = line[start - 1 : start], line[end : end + 1]
        # «Ä“» closes a quotation in German; within a word it is a letter.
        is_within = len(read) > 1 or before.isalpha() or behind.isalpha()
        return read if is_within or not "\u0100" <= read <= "\u017f" else run[0]


_DECODERS = [_Decoder(encoding) for encoding in _ENCODINGS]


def misread(line: str) -> list[tuple[str, str]]:
    """Return the words of a line that seem UTF-8 read in another encoding, each with the
    original."""
    for decoder in _DECODERS:
        if decoder.may_find(line) and (words := list(_words(line, decoder.places(line)))):
            return [(word, decoder.read(word)) for word in words]
    return []


def _words(line: str, places: Iterator[tuple[int, int]]) -> Iterator[str]:
    """Yield the words that contain these places, each once."""
    last = 0
    for start, end in places:
        if start < last:
            continue
        ahead, behind = line[max(0, start - _SHOWN) : start], line[end : end + _SHOWN]
        first = start - len(_LAST_WORD.search(ahead)[0])
        last = end + len(_FIRST_WORD.match(behind)[0])
        yield line[first:last]


#: Searches for doubts in a line, each after a quick test of whether the text can have any.
_FINDERS: list[tuple[Callable[[str], bool], Callable[[str, str], Iterator[str]]]] = [
    (lambda text: any(decoder.may_find(text) for decoder in _DECODERS), _misread),
    (lambda text: not text.isascii() and bool(_LOST.search(text)), _lost),
    (lambda text: any(sign in text for sign in _HYPHENS), _broken),
    (lambda text: "&" in text or "=" in text, _marked),
    (lambda text: "\t" in text, _tabs),
]
