"""A paragraph as it is looked at: its words, each quotation being one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.linking.words import Token, shape
from articles.quoting.spans import Span, begins_block
from articles.quoting.vocabulary import ABBREVIATIONS

#: Stands for the words of a quotation.
QUOTATION = "«»"

_ENDS = frozenset(".!?…")


class Unit(NamedTuple):
    """A word, or the quotation of the number `span`; `start` and `end` in characters."""

    text: str
    start: int
    end: int
    span: int = -1

    @property
    def plain(self) -> str:
        return self.text.lower()

    @property
    def is_quotation(self) -> bool:
        return self.span >= 0

    @property
    def has_capital(self) -> bool:
        return shape(self.text) in {"X", "Xx", "XxX"}


def blocks(text: str, words: Sequence[Token], spans: Sequence[Span]) -> Iterator[list[Unit]]:
    """The paragraphs of a text. A quotation that runs over several belongs to the first, and one
    that begins a paragraph to that before, where it ends with a colon."""
    units: list[Unit] = []
    waiting = list(enumerate(spans))[::-1]
    index = 0
    while index < len(words):
        is_quotation = bool(waiting) and waiting[-1][1].opened == index
        is_led_to = is_quotation and bool(units) and units[-1].text == ":"
        if units and begins_block(text, words, index) and not is_led_to:
            yield units
            units = []
        if is_quotation:
            number, span = waiting.pop()
            units.append(Unit(QUOTATION, words[index].start, words[span.closed].end, number))
            index = span.closed
        else:
            units.append(Unit(*words[index]))
        index += 1
    if units:
        yield units


def sentences(text: str, units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Where each sentence of a paragraph begins, and before what it ends."""
    starts = [0]
    for index in range(len(units) - 1):
        if _ends(text, units, index):
            starts.append(index + 1)
    return list(zip(starts, [*starts[1:], len(units)], strict=True))


def _ends(text: str, units: Sequence[Unit], index: int) -> bool:
    unit, following = units[index], units[index + 1]
    if following.text in _ENDS:
        return False
    begins = following.is_quotation or following.text[0].isupper() or following.text[0].isdigit()
    if unit.is_quotation:
        return text[unit.start : unit.end - 1].rstrip()[-1] in _ENDS and begins
    if unit.text not in _ENDS:
        return False
    before = units[index - 1].plain if index else ""
    return begins and not (unit.text == "." and before in ABBREVIATIONS)
