"""Sightings of names, with the evidence for or against an organization in their surroundings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.linking.finder import Finder, Found
from articles.linking.vocabulary import FIRST_NAMES, FUNCTION_WORDS, JOINTS, NAME_HEADS
from articles.linking.words import Token, ends_sentence, shape, tokens
from articles.text.letters import is_capital, plain, seen

_AROUND = 9  # words each side that are the company of a name
_STEM = 6  # letters by which a word of the company is known: «sviluppa» is «sviluppo»
_SHORTEST_COMPANY = 4
_LONGEST_WORD = 30  # letters; an address is no word

_PASSED_OVER = FUNCTION_WORDS | {"'"}

#: A sign in place of the words beyond the beginning and the end of a text.
EDGE = "·"


@dataclass(frozen=True)
class Part:
    """A text of an article (its headline, its body), split into words, with the names found in
    it.
    """

    text: str
    words: Sequence[Token]
    found: Sequence[tuple[Found, int, int]]

    @classmethod
    def read(cls, text: str, finder: Finder) -> Part:
        words = tokens(text)
        return cls(text, words, finder.find_in(words, text))

    def plain(self, start: int, stop: int) -> list[str]:
        """Return the words in a range, in lower case, with all numbers alike."""
        return [_plain(word.text) for word in self.words[max(0, start) : max(0, stop)]]

    @cached_property
    def inside_names(self) -> frozenset[int]:
        """The places of the words that are part of a found name."""
        return frozenset(
            index for _found, first, last in self.found for index in range(first, last + 1)
        )

    def opens_sentence(self, index: int) -> bool:
        """Return True if the word at that place may owe its capital to the beginning of a
        sentence.
        """
        if index == 0 or ends_sentence(self.words[index - 1]):
            return True
        gap = self.text[self.words[index - 1].end : self.words[index].start]
        return "\n" in gap or "\t" in gap  # as between the cells of a table


@dataclass(frozen=True)
class ParsedText:
    """The texts of an article, each parsed once. `known_people` are the full names of persons that
    the paper knows, in the form in which they are compared (`letters.plain`).
    """

    parts: Sequence[Part]
    known_people: Container[str] = frozenset()

    @classmethod
    def read(
        cls, texts: Sequence[str], finder: Finder, known_people: Container[str] = frozenset()
    ) -> ParsedText:
        return cls([Part.read(text, finder) for text in texts], known_people)

    def sightings(self) -> list[Sighting]:
        """Return the found names in their places, in the order of the texts. They refer to the
        parsed text, which does not hold them: reading a thousand articles keeps one in memory at a
        time.
        """
        return [
            Sighting(self, part, found, first, last)
            for part in self.parts
            for found, first, last in part.found
        ]

    @cached_property
    def names(self) -> Counter[str]:
        """The number of times that each name is found."""
        return Counter(found.name for part in self.parts for found, *_ in part.found)

    @cached_property
    def names_of(self) -> dict[Hashable, set[str]]:
        """The different names of each organization that are found."""
        names: dict[Hashable, set[str]] = {}
        for part in self.parts:
            for found, *_ in part.found:
                for organization in found.organizations:
                    names.setdefault(organization, set()).add(found.name)
        return names

    @cached_property
    def bearers(self) -> dict[str, str]:
        """The names found, of one word, that are somebody's surname here, by the full name:
        «Giovanni Ferrero».
        """
        bearers: dict[str, str] = {}
        for part in self.parts:
            for found, first, last in part.found:
                if first != last or first == 0 or first - 1 in part.inside_names:
                    continue
                before = part.words[first - 1]
                whole = seen(part.text[before.start : found.end])
                is_first_name = is_capital(before.text[0]) and before.text.lower() in FIRST_NAMES
                if is_first_name or plain(whole) in self.known_people:
                    bearers.setdefault(found.name, whole)
        return bearers

    @cached_property
    def seen_elsewhere(self) -> dict[tuple[Hashable, str], str]:
        """A cache for the judge of what the whole article shows of each name: it is the same at
        each place.
        """
        return {}

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word.text for part in self.parts for word in part.words)

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials of the names found: «ONU» for «Organizzazione delle Nazioni Unite»."""
        return frozenset(filter(None, map(initials, self.names)))


def initials(name: str) -> str:
    """Return the capital initials of a name of several words; empty for one word."""
    letters = [word[0] for word in name.replace("'", " ").split() if is_capital(word[0])]
    return "".join(letters) if len(letters) > 1 else ""


@dataclass(frozen=True)
class Sighting:
    """A found name in its place; `first` and `last` are its words in `part.words`."""

    parsed: ParsedText
    part: Part
    found: Found
    first: int
    last: int

    def word(self, distance: int) -> Token | None:
        """Return the word so many places before (negative) or after the name."""
        index = (self.first if distance < 0 else self.last) + distance
        return self.part.words[index] if 0 <= index < len(self.part.words) else None

    def written(self, distance: int) -> str:
        """Return that word as it is written; empty beyond the text."""
        word = self.word(distance)
        return word.text if word else ""

    def plain(self, distance: int) -> str:
        """Return that word in lower case, with all numbers alike."""
        word = self.word(distance)
        return _plain(word.text) if word else EDGE

    @cached_property
    def begins_sentence(self) -> bool:
        """Return True if the name may owe its capital to its place."""
        return self.part.opens_sentence(self.first)

    @cached_property
    def head(self) -> str:
        """The first word before the name that is more than an article or a preposition: «portavoce»
        in «il portavoce della Lega».
        """
        for index in range(self.first - 1, max(-1, self.first - 6), -1):
            if (word := _plain(self.part.words[index].text)) not in _PASSED_OVER:
                return word
        return EDGE

    @cached_property
    def follower(self) -> str:
        """The first word after the name that is more than an article or a preposition."""
        for index in range(self.last + 1, min(len(self.part.words), self.last + 6)):
            if (word := _plain(self.part.words[index].text)) not in _PASSED_OVER:
                return word
        return EDGE

    @cached_property
    def shape(self) -> str:
        """The shape of the name as written here."""
        start, end = self.found.start, self.found.end
        return shape(seen(self.part.text[start:end]))

    @cached_property
    def company(self) -> list[str]:
        """The stems of the longer words around, once each."""
        around = self.part.plain(self.first - _AROUND, self.first) + self.part.plain(
            self.last + 1, self.last + 1 + _AROUND
        )
        return list(
            dict.fromkeys(
                word[:_STEM]
                for word in around
                if len(word) >= _SHORTEST_COMPANY and word not in FUNCTION_WORDS
            )
        )

    def is_within_longer_name(self) -> bool:
        """Return True if capitals that are no known name stand against it: «Maria Meta», «Meta
        Rossi».
        """
        return (
            self._leans(-1) or self._leans(1) or self._is_second_half() or self._ends_longer_name()
        )

    def _ends_longer_name(self) -> bool:
        """Return True if an organization's own name seems to end here: «Banca d’Italia», where only
        «Italia» is known.
        """
        for index in range(self.first - 1, max(-1, self.first - 4), -1):
            word = self.part.words[index].text
            if word.lower() not in JOINTS and word != "'":
                is_near = index < self.first - 1
                return is_near and shape(word) == "Xx" and word.lower() in NAME_HEADS
        return False

    def _is_second_half(self) -> bool:
        """Return True if a hyphen joins the name to a capital that is no known name:
        «Berners-Lee».
        """
        hyphen, half = self.word(-1), self.word(-2)
        return (
            half is not None
            and hyphen.text == "-"
            and half.end == hyphen.start
            and hyphen.end == self.found.start
            and shape(half.text) in {"Xx", "XxX"}
            and self.first - 2 not in self.part.inside_names
        )

    def _leans(self, distance: int) -> bool:
        word, beyond = self.word(distance), self.word(2 * distance)
        if word is None or shape(word.text) not in {"Xx", "XxX"}:
            return False
        if self.first + distance in self.part.inside_names and distance < 0:
            return False
        if distance > 0 and self.last + distance in self.part.inside_names:
            return False
        if distance > 0 and word.text.lower() in FIRST_NAMES and beyond is not None:
            # «il CEO di OpenAI Sam Altman»: a person’s name begins.
            return shape(beyond.text) not in {"Xx", "XxX"}
        # A capital at the head of a sentence does not make a name.
        return distance > 0 or not (beyond is None or ends_sentence(beyond))


def _plain(word: str) -> str:
    return "0" if word[0].isdigit() else word.lower()[:_LONGEST_WORD]
