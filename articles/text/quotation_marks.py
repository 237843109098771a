"""Quotation marks of many countries, paired: opening and closing ones. Pure.

«…», »…«, “…”, „…“, „…”, ”…”, "…", ''…'' (two apostrophes), ‹…›, ‚…‘, 「…」, 『…』, and “…" or
"…“ where a hand and a program wrote one mark each. An apostrophe is none, nor are inches (15").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TWO = re.compile("['’‘`´]{2}")
_MARK = re.compile(f'{_TWO.pattern}|[«»“”„‟"‹›‚‘’「」『』〝〞〟]')
#: Marks without which a text has no quotation.
_OPENING = (*'«“"„»”‟‹›‚「『〝', "''", "’’", "‘‘", "``", "´´")

#: Opening marks by their closing ones, for marks that are written in one direction only.
_CLOSES = {"」": "「", "』": "『", "〞": "〝", "〟": "〝"}
_ONE_WAY = frozenset(_CLOSES.values())
_CURLY, _STRAIGHT, _APOSTROPHES, _LOW = "“", '"', "''", "‚"
_GUILLEMETS = {"«": ("«", "»"), "»": ("«", "»"), "‹": ("‹", "›"), "›": ("‹", "›")}
#: A quotation goes on over paragraphs, each beginning with the mark again.
_GOES_ON = frozenset({"«", "“"})


class Pair(NamedTuple):
    """A pair of marks: the words between them are from `opened` to before `closed`, and with the
    marks from `start` to before `end`.
    """

    start: int
    opened: int
    closed: int
    end: int


class Marks(NamedTuple):
    """The pairs of a text in the order in which they begin, possibly one within another, and the
    places of the marks that open or close nothing.
    """

    pairs: list[Pair]
    strays: list[int]

    @property
    def outermost(self) -> list[Pair]:
        found: list[Pair] = []
        for pair in self.pairs:
            if not found or pair.start >= found[-1].end:
                found.append(pair)
        return found


def has_marks(text: str) -> bool:
    """Return True if a text may quote at all: most do not."""
    return any(mark in text for mark in _OPENING)


def marks_in(text: str) -> Marks:
    """Return the marks of a text whose paragraphs are separated by empty lines, and cells of
    tables by tabs and line feeds. No pair crosses these, except one that each opens again.
    """
    pairs: list[Pair] = []
    strays: list[int] = []
    waiting: tuple[str, _Open] | None = None
    for start, end in _paragraphs(text):
        paragraph = _Paragraph(text, start, end)
        if waiting is not None:
            kind, opened = waiting
            begins = re.compile(r"\s*").match(text, start, end).end()
            if text[begins : begins + 1] == text[opened.start]:
                paragraph.opened[kind] = [opened]
                paragraph.begins = begins + 1
            else:
                strays.append(opened.start)
        pairs += paragraph.pairs()
        waiting = None
        for kind, opened in paragraph.left():
            if waiting is None and kind in _GOES_ON:
                waiting = kind, opened
            else:
                strays.append(opened.start)
        strays += paragraph.strays
    if waiting is not None:
        strays.append(waiting[1].start)
    return Marks(sorted(pairs), sorted(strays))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the paragraphs, and of the cells of tables."""
    start = 0
    while (end := text.find("\n\n", start)) >= 0:
        yield from _cells(text, start, end)
        start = end + 2
    yield from _cells(text, start, len(text))


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text.find("\t", start, end) >= 0:
        for border in re.compile(r"[\t\n]").finditer(text, start, end):
            yield start, border.start()
            start = border.end()
    yield start, end


class _Open(NamedTuple):
    start: int
    opened: int


class _Paragraph:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.begins = start
        self.opened: dict[str, list[_Open]] = {}
        self.strays: list[int] = []
        self.straight: list[int] = []  # of which each closes the one before, or nothing

    def left(self) -> list[tuple[str, _Open]]:
        """Return the marks that were opened and not closed, without possible apostrophes."""
        open_marks = [(kind, each) for kind, rows in self.opened.items() for each in rows]
        return [row for row in open_marks if row[0] not in {_APOSTROPHES, _LOW, _STRAIGHT}]

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs; `strays` and `left()` are known once all have been taken."""
        for mark in _MARK.finditer(self.text, self.begins, self.end):
            if pair := self._take(mark[0], mark.start(), mark.end()):
                yield pair
        if len(self.straight) % 2:
            self.strays.append(self.straight[0])

    def _take(self, mark: str, start: int, end: int) -> Pair | None:
        before = self.text[start - 1 : start] if start > self.start else ""
        behind = self.text[end : end + 1] if end < self.end else ""
        may_open = bool(behind.strip()) and not before.isalnum()
        may_close = bool(before.strip())
        at_end = may_close and not behind.isalnum()
        if mark in _GUILLEMETS:
            return self._guillemet(mark, start, end, may_open, at_end)
        if mark in _ONE_WAY or mark in "„‟":
            return self._open(_CURLY if mark in "„‟" else mark, start, end)
        if mark in _CLOSES:
            return self._close(_CLOSES[mark], start, end) or self._stray(start)
        if mark in "“”":
            return self._curly(mark, start, end, may_open, at_end)
        if mark == _STRAIGHT:
            return self._straight_mark(start, end, may_open, may_close, at_end)
        if len(mark) == 2:
            pair = self._close(_APOSTROPHES, start, end) if may_close else None
            if pair is None and may_open and not self.opened.get(_APOSTROPHES):
                self._open(_APOSTROPHES, start, end)
            return pair
        if mark == _LOW:
            return self._open(_LOW, start, end) if may_open else None
        if not at_end or not self.opened.get(_LOW):
            return None  # an apostrophe
        is_last = mark == "‘" or self.text.find("‘", end, self.end) < 0
        return self._close(_LOW, start, end) if is_last else None

    def _guillemet(
        self, mark: str, start: int, end: int, may_open: bool, at_end: bool
    ) -> Pair | None:
        usual, turned = _GUILLEMETS[mark]
        if mark == usual:
            pair = self._close(turned, start, end) if at_end else None
            return pair or self._open(usual, start, end)
        if pair := self._close(usual, start, end):
            return pair
        return self._open(turned, start, end) if may_open else self._stray(start)

    def _curly(self, mark: str, start: int, end: int, may_open: bool, at_end: bool) -> Pair | None:
        pair = None
        if mark == "”" or at_end:
            pair = self._close(_CURLY, start, end) or self._close_straight(start, end)
        if pair or (mark == "”" and not may_open):
            return pair or self._stray(start)
        return self._open(_CURLY, start, end)

    def _straight_mark(
        self, start: int, end: int, may_open: bool, may_close: bool, at_end: bool
    ) -> Pair | None:
        if may_close and (pair := self._close(_STRAIGHT, start, end)):
            self.straight.append(start)
            return pair
        is_inches = self.text[start - 1 : start].isdigit()
        is_open = bool(self.opened.get(_STRAIGHT))
        may_end_curly = at_end and not is_open and not is_inches
        if may_end_curly and (pair := self._close(_CURLY, start, end)):
            return pair
        if not is_inches:
            self.straight.append(start)
        return self._open(_STRAIGHT, start, end) if may_open and not is_open else None

    def _close_straight(self, start: int, end: int) -> Pair | None:
        if pair := self._close(_STRAIGHT, start, end):
            self.straight.remove(pair.start)
        return pair

    def _open(self, kind: str, start: int, end: int) -> None:
        self.opened.setdefault(kind, []).append(_Open(start, end))

    def _close(self, kind: str, start: int, end: int) -> Pair | None:
        rows = self.opened.get(kind)
        return Pair(*rows.pop(), start, end) if rows else None

    def _stray(self, place: int) -> None:
        self.strays.append(place)
