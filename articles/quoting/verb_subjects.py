"""The subjects of verbs, and the owners of documents, among the entities of a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from articles.quoting.cast import Entity, Speaker
from articles.quoting.cues import Cue
from articles.quoting.units import Unit
from articles.quoting.vocabulary import (
    ARTICLES,
    AUXILIARIES,
    DOCUMENTS,
    JOINED_PREPOSITIONS,
    OF,
    PLAIN_PREPOSITIONS,
    TO_BE,
)

_NEAREST_OWNER = 5  # words from a document to its owner
_CLAUSES = frozenset(["che", ";", ":", "mentre", "perché", "quando"])
_FROM = frozenset(["da", "dal", "dalla", "dallo", "dall"])


def known_speaker(entity: Entity) -> Speaker | None:
    """Return the speaker of an entity; None if nothing is known of them."""
    return entity.speaker if entity.speaker.is_known else None


class VerbSubjects:
    """A finder of the subject of a verb, by the order of words and their prepositions."""

    def __init__(self, units: Sequence[Unit], entities: Sequence[Entity]) -> None:
        self.units, self.entities = units, entities

    def after(self, cue: Cue, stop: int) -> Entity | None:
        """Return the subject after a verb: «ha detto a Reuters Sam Altman»."""
        for entity in self.entities:
            if entity.first <= cue.last:
                continue
            if entity.first >= stop or self._breaks(cue.last + 1, entity.first):
                return None
            if not self.is_governed(entity):
                return entity
        return None

    def after_from(self, cue: Cue, stop: int) -> Entity | None:
        """Return the subject after «da»: «hanno risposto da Google», «fanno sapere
        dall’azienda».
        """
        for entity in self.entities:
            if cue.last < entity.first <= min(cue.last + 3, stop):
                words = {self.units[entity.first - 1].plain, self.units[entity.first].plain}
                if words & _FROM:
                    return entity
        return None

    def before(self, stop: int, start: int) -> Entity | None:
        """Return the subject before a verb: the nearest that no preposition governs, unless it is
        part of an aside: «Altman, che guida OpenAI, ha detto».
        """
        free = [
            entity
            for entity in self.entities
            if start <= entity.first and entity.last < stop and not self.is_governed(entity)
        ]
        while len(free) > 1 and self._is_in_passing(free[-2], free[-1], stop):
            free.pop()
        return free[-1] if free else None

    def _breaks(self, start: int, end: int) -> bool:
        """Return True if another clause begins in between."""
        for index in range(start, end):
            unit = self.units[index]
            if index in self._in_entities:
                continue
            if unit.is_quotation or unit.plain in _CLAUSES or unit.plain in AUXILIARIES:
                return True
            if len(unit.text) > 5 and unit.plain.endswith(("ando", "endo")):
                return True
        return False

    @cached_property
    def _in_entities(self) -> set[int]:
        return {index for e in self.entities for index in range(e.first, e.last + 1)}

    def _is_in_passing(self, entity: Entity, other: Entity, stop: int) -> bool:
        between = [unit.plain for unit in self.units[entity.last + 1 : other.first]]
        behind = [unit.text for unit in self.units[other.last + 1 : stop]]
        return between[:2] == [",", "che"] and "," in behind

    def is_of_other_verb(self, entity: Entity, cue: Cue) -> bool:
        """Return True if another verb stands between a subject and this one: «Quando Meta ha
        presentato il modello, ha commentato Altman».
        """
        between = self.units[entity.last + 1 : cue.first]
        return any(unit.plain in AUXILIARIES or unit.plain in TO_BE for unit in between)

    def is_governed(self, entity: Entity) -> bool:
        """Return True if a preposition stands before the entity, which is then no subject."""
        if self.units[entity.first].plain in JOINED_PREPOSITIONS:
            return True
        index = entity.first - 1
        while index >= 0 and (self.units[index].text == "'" or self.units[index].plain in ARTICLES):
            index -= 1
        return index >= 0 and self.units[index].plain in PLAIN_PREPOSITIONS | JOINED_PREPOSITIONS

    def are_several(self, entity: Entity) -> bool:
        """Return True if another entity is joined to this one: «Google e Meta hanno scritto»."""
        return any(
            other.last == entity.first - 2 and self.units[entity.first - 1].plain in {"e", "ed"}
            for other in self.entities
        )

    def after_by(self, cue: Cue) -> Speaker | None:
        """Return the speaker that «secondo» and similar words lead to."""
        for entity in self.entities:
            if entity.first <= cue.last + 1 <= entity.last or 0 < entity.first - cue.last <= 2:
                return known_speaker(entity)
        return None

    def owner_of_document(self, start: int, end: int) -> Speaker | None:
        """Return the owner of a document: «si legge nella nota di Meta», «una nota dell’azienda
        spiega».
        """
        for index in range(start, end):
            if self.units[index].plain in DOCUMENTS:
                for entity in self.entities:
                    if index < entity.first <= index + _NEAREST_OWNER and self._is_of(entity):
                        return known_speaker(entity)
        return None

    def _is_of(self, entity: Entity) -> bool:
        before = self.units[entity.first - 1]
        return before.plain in OF or before.text == "'" or self.units[entity.first].plain in OF
