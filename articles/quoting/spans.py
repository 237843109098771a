"""Spans of a text between quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from articles.linking.words import Token
from articles.text.quotation_marks import Pair, marks_in


class Span(NamedTuple):
    """A quotation: the places among the words of its first and last quotation mark, and the place
    of its words in characters.
    """

    opened: int
    closed: int
    start: int
    end: int


def paragraphs(text: str, words: Sequence[Token]) -> list[tuple[int, int]]:
    """Return for each paragraph of a text its first word, and the word before which it ends."""
    starts = [word.start for word in words]
    firsts, end = [0], text.find("\n\n")
    while end >= 0:
        firsts.append(bisect_left(starts, end))
        end = text.find("\n\n", end + 2)
    lasts = [*firsts[1:], len(words)]
    return [(first, last) for first, last in zip(firsts, lasts, strict=True) if first < last]


def spans(text: str, words: Sequence[Token]) -> list[Span]:
    """Return the outermost quotations of a text."""
    starts = [word.start for word in words]
    return [_span(pair, starts) for pair in marks_in(text).outermost]


def _span(pair: Pair, starts: Sequence[int]) -> Span:
    first, last = bisect_left(starts, pair.start), bisect_left(starts, pair.end) - 1
    return Span(first, last, pair.opened, pair.closed)
