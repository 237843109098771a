"""Units of a paragraph: its words, with each quotation as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.linking.words import Token
from articles.quoting.spans import Span, paragraphs
from articles.quoting.vocabulary import ABBREVIATIONS
from articles.text.letters import begins_anew, is_capital

#: The text of a unit that is a quotation.
QUOTATION = "«»"

_ENDS = frozenset(".!?…。！？؟۔।")


class Unit(NamedTuple):
    """A word, with its lower-case form, or the quotation with the number `span`; `start` and `end`
    are in characters. The text between its quotation marks is from `opened` to before `closed`.
    """

    text: str
    plain: str
    start: int
    end: int
    span: int = -1
    opened: int = -1
    closed: int = -1

    @property
    def is_quotation(self) -> bool:
        return self.span >= 0

    @property
    def has_capital(self) -> bool:
        return is_capital(self.text[0])


def blocks(text: str, words: Sequence[Token], spans: Sequence[Span]) -> Iterator[list[Unit]]:
    """Yield the paragraphs of a text, up to the last with a quotation. A quotation that runs over
    several belongs to the first; one that begins a paragraph belongs to the one before, if that
    ends with a colon.
    """
    units: list[Unit] = []
    waiting = list(enumerate(spans))[::-1]
    past = 0  # the word behind the last that was looked at
    for first, last in paragraphs(text, words):
        if not waiting:
            break
        is_led_to = bool(units) and units[-1].text == ":" and waiting[-1][1].opened == first
        if units and first >= past and not is_led_to:
            yield units
            units = []
        index = max(first, past)
        while index < last:
            word = words[index]
            if waiting and waiting[-1][1].opened == index:
                number, span = waiting.pop()
                end = words[span.closed].end
                place = word.start, end, number, span.start, span.end
                units.append(Unit(QUOTATION, QUOTATION, *place))
                index = span.closed
            else:
                units.append(Unit(word.text, word.text.lower(), word.start, word.end))
            index += 1
        past = max(past, index)
    if units:
        yield units


def sentences(text: str, units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the first unit of each sentence of a paragraph, and the unit before which it ends."""
    starts = [0]
    for index in range(len(units) - 1):
        if _ends(text, units, index):
            starts.append(index + 1)
    return list(zip(starts, [*starts[1:], len(units)], strict=True))


def _ends(text: str, units: Sequence[Unit], index: int) -> bool:
    unit, following = units[index], units[index + 1]
    if following.text in _ENDS:
        return False
    begins = following.is_quotation or begins_anew(following.text[0])
    if unit.is_quotation:
        return text[unit.opened : unit.closed].rstrip()[-1:] in _ENDS and begins
    if unit.text not in _ENDS:
        return False
    before = units[index - 1].plain if index else ""
    return begins and not (unit.text == "." and before in ABBREVIATIONS)
