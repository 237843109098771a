"""Cues in a sentence that somebody says something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from articles.quoting.cast import Entity
from articles.quoting.units import QUOTATION, Unit
from articles.quoting.vocabulary import (
    ADVERBS,
    ALSO_NOUNS,
    ARTICLES,
    AUXILIARIES,
    JOINED_PREPOSITIONS,
    LET,
    LETTING,
    NOUN_HEADS,
    OF,
    READING,
    SAYING,
    SPEECH,
    TO_BE,
    WITH_TO_BE,
)

_FARTHEST_AUXILIARY = 4  # words before the participle
_BEFORE_PER = frozenset([",", QUOTATION, "e", "mentre", "ma", "invece"])
_BEHIND_PER = frozenset([",", ":", ".", "è", "si", QUOTATION])
_TO = frozenset(["a", "al", "alla", "all", "ai"])


class Cue(NamedTuple):
    """A verb of saying (a `gerund` is weaker), one of `reading` a document, or words such as
    «secondo» (`by`): from unit `first` to `last`.
    """

    first: int
    last: int
    kind: Literal["verb", "gerund", "reading", "by"]
    is_plural: bool = False


def cues(units: Sequence[Unit], found: Sequence[Entity], start: int, end: int) -> Iterator[Cue]:
    """Yield the cues of the sentence from `start` to before `end`, in order."""
    sentence = _Sentence(units, found, start, end)
    for index in range(start, end):
        if not units[index].is_quotation and (cue := sentence.cue(index)):
            yield cue


class _Sentence:
    def __init__(
        self, units: Sequence[Unit], found: Sequence[Entity], start: int, end: int
    ) -> None:
        self.units, self.start, self.end = units, start, end
        self.entities = {e.first: e for e in found if start <= e.first < end}
        self.inside = {i for e in self.entities.values() for i in range(e.first, e.last + 1)}

    def plain(self, index: int) -> str:
        return self.units[index].plain if self.start <= index < self.end else ""

    def cue(self, index: int) -> Cue | None:
        plain, before = self.plain(index), self.plain(index - 1)
        if plain in LETTING and self.plain(index + 1) in LET:
            return self._letting(index)
        if plain in READING and (before in {"si", "è"} or plain.startswith("recita")):
            return Cue(index, index, "reading")
        return self._verb(index) or self._by(index)

    def _letting(self, index: int) -> Cue | None:
        """Return the cue of «fa sapere», «ha fatto sapere»."""
        if self.plain(index) != "fatto":
            return Cue(index, index + 1, "verb", LETTING[self.plain(index)])
        first = self._auxiliary(index)
        return None if first is None else Cue(first, index + 1, "verb", self._is_plural(first))

    def _verb(self, index: int) -> Cue | None:
        plain, before = self.plain(index), self.plain(index - 1)
        form = SAYING.get(plain)
        if form in {"singular", "plural"}:
            is_noun = plain in ALSO_NOUNS and (before in NOUN_HEADS or before == "'")
            if is_noun or index in self.inside:
                return None
            return Cue(index, index, "verb", form == "plural")
        if form == "gerund":
            return Cue(index, index, "gerund")
        if form == "participle" and (first := self._auxiliary(index)) is not None:
            return Cue(first, index, "verb", self._is_plural(first))
        return None

    def _is_plural(self, auxiliary: int) -> bool:
        return AUXILIARIES.get(self.plain(auxiliary), False)

    def _auxiliary(self, index: int) -> int | None:
        """Return the place of the auxiliary of a participle, with adverbs in between: «ha poi
        detto».
        """
        for place in range(index - 1, max(self.start, index - _FARTHEST_AUXILIARY) - 1, -1):
            plain = self.plain(place)
            if plain in AUXILIARIES:
                return place
            if plain in TO_BE:
                is_active = self.plain(place - 1) == "si" or self.plain(index) in WITH_TO_BE
                return place if is_active else None
            if plain not in ADVERBS:
                return None
        return None

    def _by(self, index: int) -> Cue | None:
        """Return the cue of «secondo X», «stando a X», «per X,», «è il parere di X»."""
        plain, behind, place = self.plain(index), self.plain(index + 1), index + 1
        if plain == "stando" and behind in _TO:
            place += 1
        elif plain == "per":
            leads = index == self.start or self.plain(index - 1) in _BEFORE_PER
            if not leads or not self._is_aside(place):
                return None
        elif plain in SPEECH and (behind in OF or self.plain(index + 2) in OF):
            place += 1 + (behind not in OF)  # one adjective may stand between
        elif plain != "secondo":
            return None
        entity = self._entity_near(place)
        return Cue(index, max(index, entity.first - 1), "by") if entity else None

    def _entity_near(self, place: int) -> Entity | None:
        """Return the entity at that place, or after an article."""
        for entity in self.entities.values():
            if entity.first <= place <= entity.last:
                return entity
        if self.plain(place) in ARTICLES | JOINED_PREPOSITIONS:
            past = place + 1 + (self.plain(place + 1) == "'")
            return self.entities.get(past)
        return None

    def _is_aside(self, place: int) -> bool:
        """Return True if «per» leads to an entity and to nothing else."""
        entity = self.entities.get(place) or self.entities.get(place + 1)
        if entity is None:
            return False
        behind = self.plain(entity.last + 1)
        return not behind or behind in _BEHIND_PER
