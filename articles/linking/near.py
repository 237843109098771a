"""Near names, one slip away from a known one: «Open AI» for OpenAI, «Antropic» for Anthropic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from articles.linking.words import Token
from articles.text.letters import is_capital, seen

_SHORTEST = 5  # letters of a name written with other spaces or hyphens
_SHORTEST_MISSPELT = 7
_MOST_WORDS = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class NearName(NamedTuple):
    """A name as it is written, and the known name that it is near to."""

    written: str
    known: str


def _squash(text: str) -> str:
    """Return the letters and digits alone, in lower case."""
    return "".join(character for character in seen(text).lower() if character.isalnum())


class NearNames:
    def __init__(self, names: Iterable[str]) -> None:
        self._known = {squashed: name for name in names if len(squashed := _squash(name)) > 0}

    def find(self, text: str, words: list[Token], taken: Iterable[tuple[int, int]]) -> list:
        """Return the near names in a text split into `words`, once each. `taken` are the places
        where names were found as they are written.
        """
        occupied = {place for start, end in taken for place in range(start, end)}
        found: dict[str, NearName] = {}
        for written in self._candidates(text, words, occupied):
            if written not in found and (known := self._nearest(written)):
                found[written] = NearName(written, known)
        return list(found.values())

    def _candidates(self, text: str, words: list[Token], occupied: set[int]) -> Iterator[str]:
        for first, word in enumerate(words):
            if not is_capital(word.text[0]) or word.start in occupied:
                continue
            count = 0
            for last in words[first : first + 2 * _MOST_WORDS - 1]:
                if last.start in occupied or not (last.is_word or last.text == "-"):
                    break
                count += last.is_word
                if count > _MOST_WORDS:
                    break
                if last.is_word:
                    yield seen(text[word.start : last.end])

    def _nearest(self, written: str) -> str:
        squashed = _squash(written)
        known = self._known.get(squashed, "")
        if known and len(squashed) >= _SHORTEST and known != written:
            return known
        if len(squashed) < _SHORTEST_MISSPELT or known:
            return ""
        for near in _one_letter_away(squashed):
            known = self._known.get(near, "")
            if known and near[0] == squashed[0] and not _is_inflected(squashed, near):
                return known
        return ""


def _is_inflected(one: str, other: str) -> bool:
    """Return True if only the last letter differs: «Americano» is not a misspelling of
    «Americana».
    """
    return one[:-1] == other[:-1] or one[:-1] == other or other[:-1] == one


def _one_letter_away(word: str) -> Iterator[str]:
    for place in range(len(word)):
        head, tail = word[:place], word[place + 1 :]
        yield head + tail
        if tail:
            yield head + tail[0] + word[place] + tail[1:]
        for letter in _LETTERS:
            yield head + letter + tail
            yield head + letter + word[place] + tail
