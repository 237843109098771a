"""Where a text quotes: what stands between marks of quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.linking.words import Token

_CLOSES = {"«": "»", "“": "”"}
_OPENS = {close: opened for opened, close in _CLOSES.items()}
_STRAIGHT = '"'
_MARKS = {*_CLOSES, *_OPENS, _STRAIGHT}


def has_marks(text: str) -> bool:
    """Whether a text may quote at all: most do not."""
    return any(mark in text for mark in (*_CLOSES, _STRAIGHT))


class Span(NamedTuple):
    """A quotation: the places of its marks among the words."""

    opened: int
    closed: int


def paragraphs(text: str, words: Sequence[Token]) -> list[tuple[int, int]]:
    """The first word of each paragraph of a text, and the word before which it ends."""
    starts = [word.start for word in words]
    firsts, end = [0], text.find("\n\n")
    while end >= 0:
        firsts.append(bisect_left(starts, end))
        end = text.find("\n\n", end + 2)
    lasts = [*firsts[1:], len(words)]
    return [(first, last) for first, last in zip(firsts, lasts, strict=True) if first < last]


def spans(text: str, words: Sequence[Token]) -> list[Span]:
    """The outermost pairs of «», “” and "", none across paragraphs: but for a quotation that is
    left open and that the next paragraph opens again, as newspapers set long ones."""
    pairs: list[Span] = []
    open_before: tuple[str, int] | None = None
    for first, last in paragraphs(text, words):
        opened: dict[str, list[int]] = {mark: [] for mark in (*_CLOSES, _STRAIGHT)}
        start = first
        if open_before is not None and words[first].text == open_before[0]:
            opened[open_before[0]].append(open_before[1])
            start += 1
        pairs += _pairs(text, words, range(start, last), opened)
        left = [(mark, places[0]) for mark, places in opened.items() if places]
        open_before = next((each for each in left if each[0] in _CLOSES), None)
    outermost: list[Span] = []
    for pair in sorted(pairs):
        if not outermost or pair.opened > outermost[-1].closed:
            outermost.append(pair)
    return outermost


def _pairs(
    text: str, words: Sequence[Token], places: range, opened: dict[str, list[int]]
) -> Iterator[Span]:
    """The pairs of a paragraph; what is left open stays in `opened`."""
    for index in places:
        mark = words[index].text
        if mark not in _MARKS:
            continue
        if mark in _CLOSES:
            opened[mark].append(index)
        elif mark in _OPENS:
            if opened[_OPENS[mark]]:
                yield Span(opened[_OPENS[mark]].pop(), index)
        else:
            start, end = words[index].start, words[index].end
            before, behind = text[start - 1 : start], text[end : end + 1]
            if opened[mark] and before.strip():
                yield Span(opened[mark].pop(), index)
            elif not opened[mark] and behind.strip() and not before.isalnum():
                opened[mark].append(index)  # and no inches: «15"»
