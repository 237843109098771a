"""Runs of capitalized words that are no known name: people, places, organizations not entered
yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from articles.linking.sighting import Part
from articles.linking.vocabulary import FIRST_NAMES, JOINTS, NAME_HEADS, PERSON_WORDS
from articles.linking.words import shape
from articles.text.letters import is_capital, seen

#: A run, by the places of its first and last word in `part.words`.
Run = tuple[int, int]

_JOINTS = JOINTS | {"per", "of", "de", "von", "van"}
_TITLES = PERSON_WORDS | {"ad", "ceo", "cto", "cfo"}
_LONGEST = 7  # words
_HALF_CAPITALS = 0.5


def is_shouted(part: Part) -> bool:
    """Return True if a text is in capitals, which then mean nothing."""
    letters = [word.text for word in part.words if word.is_word]
    return sum(map(str.isupper, letters)) > _HALF_CAPITALS * len(letters) and len(letters) > 1


def text_of(part: Part, run: Run) -> str:
    first, last = run
    return seen(part.text[part.words[first].start : part.words[last].end])


def _is_capital(word: str) -> bool:
    """Return True if the word begins with a capital, or is all in capitals."""
    return is_capital(word[0]) or word.isupper()


def runs(part: Part) -> Iterator[Run]:
    """Yield the longest runs of capitalized words, with joints allowed inside them. A capital that
    is due to the beginning of a sentence begins none, nor does a title.
    """
    words, known, done = part.words, part.inside_names, 0
    capitals = [index for index, word in enumerate(words) if _is_capital(word.text)]
    for index in capitals:
        if index < done or index in known:
            continue
        last, ahead = index, index + 1
        while ahead < len(words) and ahead not in known and ahead - index < _LONGEST:
            text = words[ahead].text
            gap = part.text[words[ahead - 1].end : words[ahead].start]
            if "\n" in gap or "\t" in gap:
                break
            if not (_is_capital(text) or text.lower() in _JOINTS or text in "&-'"):
                break
            if _is_capital(text) or (text[0].isdigit() and gap == ""):
                last = ahead
            ahead += 1
        first = index
        if part.opens_sentence(first) and _is_ordinary(words[first].text):
            first = _next_capital(part, first, last)  # its place alone explains the capital
        while first <= last and words[first].text.lower() in _TITLES:
            first = _next_capital(part, first, last)
        if first <= last and len(text_of(part, (first, last))) > 1:
            yield first, last
        done = last + 1


def _next_capital(part: Part, first: int, last: int) -> int:
    first += 1
    while first <= last and not _is_capital(part.words[first].text):
        first += 1
    return first


def _is_ordinary(word: str) -> bool:
    plain = word.lower()
    return shape(word) == "Xx" and plain not in NAME_HEADS and plain not in FIRST_NAMES
