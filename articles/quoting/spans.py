"""Where a text quotes: what stands between marks of quotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from articles.linking.words import Token

_CLOSES = {"«": "»", "“": "”"}
_OPENS = {close: opened for opened, close in _CLOSES.items()}
_STRAIGHT = '"'


def has_marks(text: str) -> bool:
    """Whether a text may quote at all: most do not."""
    return any(mark in text for mark in (*_CLOSES, _STRAIGHT))


class Span(NamedTuple):
    """A quotation: the places of its marks among the words."""

    opened: int
    closed: int


def begins_block(text: str, words: Sequence[Token], index: int) -> bool:
    """Whether the word at that place is the first of a paragraph."""
    return index == 0 or "\n\n" in text[words[index - 1].end : words[index].start]


def spans(text: str, words: Sequence[Token]) -> list[Span]:
    """The outermost pairs of «», “” and "", none across paragraphs: but for a quotation that is
    left open and that the next paragraph opens again, as newspapers set long ones."""
    pairs: list[Span] = []
    opened: dict[str, list[int]] = {mark: [] for mark in (*_CLOSES, _STRAIGHT)}
    for index, word in enumerate(words):
        mark = word.text
        if begins_block(text, words, index):
            going_on = bool(opened.get(mark)) and mark in _CLOSES
            opened = {each: [] if each != mark or not going_on else [opened[mark][0]]
                      for each in opened}  # fmt: skip
            if going_on:
                continue
        if mark in _CLOSES:
            opened[mark].append(index)
        elif mark in _OPENS and opened[_OPENS[mark]]:
            pairs.append(Span(opened[_OPENS[mark]].pop(), index))
        elif mark == _STRAIGHT:
            before, behind = text[word.start - 1 : word.start], text[word.end : word.end + 1]
            if opened[mark] and before.strip():
                pairs.append(Span(opened[mark].pop(), index))
            elif not opened[mark] and behind.strip() and not before.isalnum():
                opened[mark].append(index)  # and no inches: «15"»
    outermost: list[Span] = []
    for pair in sorted(pairs):
        if not outermost or pair.opened > outermost[-1].closed:
            outermost.append(pair)
    return outermost
