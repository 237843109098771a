"""Excerpts of search results: the sentence with the words that were found, marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from articles.search.italian import stemmed_words

LONGEST = 240  # characters of what is shown
_READ = 60_000  # characters of a text that are looked through
# Of a run of full stops only the first is tried, so that a text of nothing else is read once.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[»”\"’)]*+(?=\s|\Z)|\n|\Z")


class Segment(NamedTuple):
    """A part of a sentence; `is_found` if it is one of the wanted words."""

    text: str
    is_found: bool


def sentence_with(text: str, wanted: frozenset[str]) -> list[Segment]:
    """Return the first sentence of a text with the most wanted stems, in segments; empty if none
    has any. A long sentence is cut around the first word found.
    """
    best: tuple[int, str, list[tuple[int, int]]] = (0, "", [])
    for sentence in _sentences(text[:_READ]):
        places = [word for word in stemmed_words(sentence) if word.stem in wanted]
        kinds = len({word.stem for word in places})
        if kinds > best[0]:
            best = kinds, sentence, [(word.start, word.end) for word in places]
            if kinds == len(wanted):
                break
    _kinds, sentence, places = best
    return list(_cut(sentence, places)) if places else []


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if sentence := text[start : end.end()].strip():
            yield sentence
        start = end.end()


def _cut(sentence: str, places: list[tuple[int, int]]) -> Iterable[Segment]:
    """Yield the segments of a sentence, which is cut between words if it is too long."""
    start, end = 0, len(sentence)
    if end > LONGEST:
        first = places[0][0]
        start = max(0, min(first - LONGEST // 3, end - LONGEST))
        if start:
            start = sentence.rfind(" ", 0, start) + 1 or start
        if start + LONGEST < end:
            end = max(sentence.rfind(" ", start, start + LONGEST), places[0][1])
    at = start
    if start:
        yield Segment("…", is_found=False)
    for first, last in places:
        if first < at or last > end:
            continue
        if first > at:
            yield Segment(sentence[at:first], is_found=False)
        yield Segment(sentence[first:last], is_found=True)
        at = last
    if at < end:
        yield Segment(sentence[at:end], is_found=False)
    if end < len(sentence):
        yield Segment("…", is_found=False)
