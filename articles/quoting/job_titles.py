"""Job titles of people, as given beside their names: «il CEO di OpenAI», «capo della ricerca»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articles.quoting.cast import Entity, Speaker
from articles.quoting.places import Place
from articles.quoting.units import QUOTATION, Unit
from articles.quoting.vocabulary import (
    ARTICLES,
    AUXILIARIES,
    FORMER,
    JOINED_PREPOSITIONS,
    OF,
    PLAIN_PREPOSITIONS,
    POSSESSIVES,
    ROLES,
    SAYING,
)
from articles.text.letters import seen

_LONGEST_ROLE = 9  # words, before a name
_LONGEST_BEHIND = 14
_LONGEST_ALONE = 6
_STOPS = frozenset(",;:.!?…—–()") | {QUOTATION}
_CLOSES = {",": ",", "(": ")"}
#: Words that are a role only after an article.
_WITH_ARTICLE = frozenset(["ad", "numero"])


class JobTitles:
    """A finder of job titles in a paragraph, whose organizations are at `places`."""

    def __init__(self, text: str, units: Sequence[Unit], places: Mapping[int, Place]) -> None:
        self.text, self.units, self.places = text, units, places

    def before(self, name: int) -> tuple[int, Speaker] | None:
        """Return the role before the name that begins at this unit, with the unit where the role
        begins: «il CEO di OpenAI Sam Altman», «la fondatrice, Anna Neri».
        """
        units, end = self.units, name - 1
        if end >= 0 and units[end].text == ",":
            end -= 1
        index = end
        while index >= 0 and end - index < _LONGEST_ROLE and not self._stops(index):
            if self._opens(index) and self._is_role(index + 1, end):
                start = index + 1 + (units[index + 1].text == "'")
                speaker = self._role_in(start, end)
                return (index, speaker) if speaker else None
            index -= 1
        start = index + 1
        is_bare = start <= end and units[start].plain in (ROLES | FORMER) - _WITH_ARTICLE
        if is_bare and end == name - 1 and (speaker := self._role_in(start, end)):
            return start, speaker
        return None

    def behind(self, name: int) -> tuple[int, Speaker] | None:
        """Return the role after the name that ends at this unit, with the unit where the role ends:
        «, CEO di OpenAI,», «(OpenAI)», «di OpenAI».
        """
        units, mark = self.units, name + 1
        if mark >= len(units):
            return None
        if units[mark].plain in OF:
            start = self._past_apostrophe(mark + 1)
            if place := self.places.get(start):
                return place.last, Speaker(organization=place.organization)
        if units[mark].text not in _CLOSES:
            return None
        closes = _CLOSES[units[mark].text]
        if mark + 3 < len(units) and units[mark + 2].plain == "anni":
            mark += 3  # «54 anni,»
        start = end = mark + 1
        while end < len(units) and end - mark <= _LONGEST_BEHIND and units[end].text != closes:
            if units[end].is_quotation or units[end].text in ";:.!?" or self._is_verb(end):
                break
            end += 1
        if start < end and units[start].plain in ARTICLES:
            start = self._past_apostrophe(start + 1)
        if self._is_role(start, end - 1) and (speaker := self._role_in(start, end - 1)):
            return end - 1, speaker
        if closes == ")" and (place := self.places.get(start)):
            return end - 1, Speaker(organization=place.organization)
        return None

    def alone(self, index: int, taken: set[int]) -> Entity | None:
        """Return a role without a name: «un portavoce di Meta», «i ricercatori dell’azienda»."""
        units, first = self.units, index
        while first and index - first < 4 and not self._opens(first):
            first -= 1
            if first in taken or self._stops(first):
                return None
        if not self._opens(first):
            return None
        start = self._past_apostrophe(first + 1)
        if units[first].text == "'" and first:
            first -= 1
        last = index
        while last + 1 < len(units) and last - index < _LONGEST_ALONE:
            if self._stops(last + 1) or units[last + 1].plain == "a":
                break
            if place := self.places.get(last + 1):
                last = place.last
                break
            last += 1
        speaker = self._role_in(start, last)
        return Entity(first, last, speaker) if speaker else None

    def _role_in(self, start: int, end: int) -> Speaker | None:
        """Return the role in these words, with its organization."""
        units, organization, stop = self.units, None, end
        for index in range(start, end + 1):
            if place := self.places.get(index):
                organization, stop = place.organization, self._before_preposition(start, index)
                break
        if units[start].plain in POSSESSIVES and start < stop:
            start += 1
        marks = [index for index in range(start, stop + 1) if units[index].text in {",", "("}]
        stop = marks[0] - 1 if marks else stop
        if stop < start:
            return None
        words = " ".join(seen(self.text[units[start].start : units[stop].end]).split())
        is_former = any(unit.plain in FORMER for unit in units[start : stop + 1])
        return Speaker("", words, organization, is_former)

    def _before_preposition(self, start: int, index: int) -> int:
        """Return the last word before the preposition that leads to an organization."""
        units, stop = self.units, index - 1
        if units[stop].text == "'":
            stop -= 1
        if stop > start and units[stop].plain in ARTICLES:
            stop -= units[stop - 1].plain in PLAIN_PREPOSITIONS
        while stop > start and units[stop].plain in JOINED_PREPOSITIONS | PLAIN_PREPOSITIONS:
            stop -= 1
        return stop

    def _opens(self, index: int) -> bool:
        """Return True if the name of a thing or of a person begins after this unit, an article."""
        unit = self.units[index]
        if unit.plain in OF and index and self.units[index - 1].plain in ROLES:
            return False  # «la direttrice del laboratorio»
        if unit.plain in ARTICLES and index and self.units[index - 1].plain == "numero":
            return False  # «il numero uno»
        return unit.plain in ARTICLES or unit.plain in JOINED_PREPOSITIONS or unit.text == "'"

    def _is_role(self, start: int, end: int) -> bool:
        """Return True if a role begins within the first words there."""
        return any(unit.plain in ROLES for unit in self.units[start : min(end + 1, start + 5)])

    def _stops(self, index: int) -> bool:
        return self.units[index].text in _STOPS or self._is_verb(index)

    def _is_verb(self, index: int) -> bool:
        plain = self.units[index].plain
        return plain in AUXILIARIES or plain == "che" or (plain in SAYING and plain not in ROLES)

    def _past_apostrophe(self, index: int) -> int:
        return index + (index < len(self.units) and self.units[index].text == "'")
