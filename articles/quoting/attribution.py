"""Attribution of quotations to speakers, by the sentences around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.linking.sighting import Part
from articles.quoting.cast import Cast, Entity, Named, Speaker
from articles.quoting.cues import Cue, cues
from articles.quoting.days import day_in
from articles.quoting.spans import spans
from articles.quoting.speakers import entities
from articles.quoting.units import Unit, blocks, sentences
from articles.quoting.verb_subjects import VerbSubjects, known_speaker
from articles.quoting.vocabulary import (
    ADVERBS,
    CITING,
    LOOKING_BACK,
    NAMING,
    TITLED,
    TO_BE,
)
from articles.text.letters import is_capital, seen

_FEWEST_WORDS = 3  # of a quotation that a sentence holds
_FEWEST_ALONE = 5  # of one without a speaker
_SHORTEST_LEAD = 4  # words: «E ancora:»
_MOST_QUOTATIONS = 300  # in a text; no article has so many
_LONGEST_SENTENCE = 600  # words and signs; a longer one is no sentence

_LEADS = frozenset([",", ":", "così"])  # between a quotation and its speaker
_PASSED = ADVERBS | TO_BE | {",", "—", "–", "-"}


class Quote(NamedTuple):
    """Somebody's words, without their quotation marks, from `start` to before `end` in characters.
    `speaker` and `said_on` are None where the text does not give them.
    """

    text: str
    start: int
    end: int
    speaker: Speaker | None = None
    said_on: dt.date | None = None


def quotes(
    part: Part,
    named: Iterable[Named] = (),
    *,
    people: Iterable[str] = (),
    on: dt.date | None = None,
) -> list[Quote]:
    """Return the quotations of a text, in order. `named` are the organizations it names, `people`
    the names of known persons; `on` is its day, from which «ieri» is counted.
    """
    found = spans(part.text, part.words)[:_MOST_QUOTATIONS]
    if not found:
        return []
    by_start = {name.start: name for name in named}
    cast = Cast.knowing(people)
    found_quotes: list[Quote] = []
    last: Speaker | None = None
    for units in blocks(part.text, part.words, found):
        who = entities(part.text, units, by_start, cast)
        if any(unit.is_quotation for unit in units):
            paragraph = _Paragraph(part.text, units, who, last)
            found_quotes += paragraph.quotes(on)
            last = paragraph.last
    return found_quotes


class _Paragraph:
    """A paragraph, with the last speaker before it."""

    def __init__(
        self, text: str, units: Sequence[Unit], found: list[Entity], last: Speaker | None
    ) -> None:
        self.text, self.units, self.entities, self.last = text, units, found, last
        self.subjects = VerbSubjects(units, found)
        self.sentences = sentences(text, units)

    def quotes(self, on: dt.date | None) -> list[Quote]:
        found_quotes = []
        here: Speaker | None = None  # the last speaker in this paragraph
        for number, (start, end) in enumerate(self.sentences):
            places = [place for place in range(start, end) if self.units[place].is_quotation]
            if not places or end - start > _LONGEST_SENTENCE:
                continue
            found = list(cues(self.units, self.entities, start, end))
            words = [unit.plain for unit in self.units[start:end] if not unit.is_quotation]
            day = day_in(words, on) if on else None
            for place in places:
                speaker, has_cue = self._speaker(number, place, found)
                if not has_cue and self._stands_alone(number):
                    speaker = speaker or here
                if not self._is_quotation(place, speaker, found):
                    continue
                if speaker:
                    self.last = here = speaker
                found_quotes.append(self._quote(place, speaker, day))
        return found_quotes

    def _quote(self, place: int, speaker: Speaker | None, day: dt.date | None) -> Quote:
        unit = self.units[place]
        inner = self.text[unit.opened : unit.closed]
        start = unit.opened + len(inner) - len(inner.lstrip())
        words = inner.strip()
        return Quote(words, start, start + len(words), speaker, day)

    def _is_quotation(self, place: int, speaker: Speaker | None, found: list[Cue]) -> bool:
        """Return True if these are somebody's words, and no name, title or word in scare quotes."""
        unit = self.units[place]
        text = seen(self.text[unit.opened : unit.closed]).strip()
        if not text:
            return False
        words = len(text.split())
        before = self.units[place - 1].plain if place else ""
        if before in NAMING or (before in TITLED and is_capital(text[0])):
            return False
        if speaker is None:
            return words >= _FEWEST_ALONE and is_capital(text[0])
        if words >= _FEWEST_WORDS or before == ":":
            return True
        if is_capital(text[0]):
            return any(cue.first > place and self._is_tight(place, cue.first) for cue in found)
        return words > 1 and any(cue.last == place - 1 for cue in found)

    # Speakers

    def _speaker(self, number: int, place: int, found: list[Cue]) -> tuple[Speaker | None, bool]:
        """Return the speaker of the quotation at `place`, and whether the sentence says that there
        is one.
        """
        start, end = self.sentences[number]
        if cue := self._cue_for(place, found):
            return self._who(cue, place, start, end), True
        if place > start and self.units[place - 1].text == ":":
            speaker = self._leading(start, place)
            return speaker, speaker is not None
        if self._stands_alone(number):
            speaker = self._said_behind(number) or self._person_before(number)
            return speaker, speaker is not None
        return None, False

    def _cue_for(self, place: int, found: list[Cue]) -> Cue | None:
        """Return the cue of a quotation: a verb next to it, or else the nearest before it, or the
        nearest after it.
        """
        behind = next((cue for cue in found if cue.first > place), None)
        if behind and any(unit.is_quotation for unit in self.units[place + 1 : behind.first]):
            behind = None
        if behind and self._is_tight(place, behind.first):
            return behind
        before = [cue for cue in found if cue.last < place]
        finite = [cue for cue in before if cue.kind != "gerund"]
        nearest = finite or before
        return nearest[-1] if nearest else behind

    def _is_tight(self, place: int, first: int) -> bool:
        """Return True if nothing except the speaker stands between a quotation and its verb."""
        if all(unit.plain in _PASSED for unit in self.units[place + 1 : first]):
            return True
        return any(
            place < entity.first <= place + 3
            and first - entity.last <= 3
            and all(unit.plain in _LEADS for unit in self.units[place + 1 : entity.first])
            for entity in self.entities
        )

    def _who(self, cue: Cue, place: int, start: int, end: int) -> Speaker | None:
        if cue.kind == "by":
            return self.subjects.after_by(cue)
        if cue.kind == "reading":
            return self.subjects.owner_of_document(start, end)
        if cue.first > place:
            stop = end
            entity = (
                self.subjects.after(cue, end)
                or self.subjects.before(cue.first, place + 1)
                or self.subjects.before(place, start)
            )
        else:
            stop = place
            entity = self.subjects.before(cue.first, start)
            if entity is None or self.subjects.is_of_other_verb(entity, cue):
                entity = self.subjects.after(cue, place) or entity
        if entity is None and cue.is_plural:
            entity = self.subjects.after_from(cue, stop)
        if entity is None:
            return self.subjects.owner_of_document(start, end) or self._without_subject(start)
        if self.subjects.are_several(entity):
            return None
        if cue.is_plural and not entity.speaker.is_several:
            return None
        return known_speaker(entity)

    def _leading(self, start: int, stop: int) -> Speaker | None:
        """Return the subject of a sentence that leads to its quotation by a colon, people first:
        «Altman è ottimista: “…”»; for «E ancora: “…”», the last speaker.
        """
        words = self.units[start:stop]
        if any(unit.is_quotation or unit.plain in CITING for unit in words):
            return None
        ahead = [entity for entity in self.entities if start <= entity.first < stop]
        free = [entity for entity in ahead if not self.subjects.is_governed(entity)]
        if free:
            return known_speaker(next((each for each in free if each.speaker.name), free[0]))
        if not ahead and len(words) <= _SHORTEST_LEAD:
            return self.last
        return self.subjects.owner_of_document(start, stop)

    def _without_subject(self, start: int) -> Speaker | None:
        """Return the last speaker, or the subject of the sentence before: «Ha poi aggiunto»."""
        for begin, end in reversed([each for each in self.sentences if each[1] <= start]):
            if any(unit.is_quotation for unit in self.units[begin:end]):
                return self.last
            for entity in self.entities:
                if begin <= entity.first < end and not self.subjects.is_governed(entity):
                    return known_speaker(entity)
        return self.last

    # Neighbouring sentences

    def _stands_alone(self, number: int) -> bool:
        """Return True if a sentence is its quotation and nothing else."""
        start, end = self.sentences[number]
        return all(
            unit.is_quotation or not unit.text[0].isalnum() for unit in self.units[start:end]
        )

    def _said_behind(self, number: int) -> Speaker | None:
        """Return the speaker that the next sentence gives: «“…”. Lo ha detto Sam Altman», «Ne è
        convinto Sam Altman».
        """
        if number + 1 >= len(self.sentences):
            return None
        start, end = self.sentences[number + 1]
        opening = self.units[start].plain
        if opening not in LOOKING_BACK or self._quotes(start, end):
            return None
        for cue in cues(self.units, self.entities, start, end):
            if cue.kind == "by":
                return self.subjects.after_by(cue)
            if entity := self.subjects.after(cue, end) or self.subjects.before(cue.first, start):
                return known_speaker(entity)
        if opening in {"ne", "è"}:
            for entity in self.entities:
                if start < entity.first < end and not self.subjects.is_governed(entity):
                    return known_speaker(entity)
        return None

    def _person_before(self, number: int) -> Speaker | None:
        """Return the only person in the sentence before: «Sam Altman non ha dubbi. “…”»."""
        if not number:
            return None
        start, end = self.sentences[number - 1]
        people = [e for e in self.entities if start <= e.first < end and e.speaker.name]
        if self._quotes(start, end) or len(people) != 1:
            return None
        [person] = people
        if person.first > start + 1 or self.subjects.is_governed(person):
            return None
        return known_speaker(person)

    def _quotes(self, start: int, end: int) -> bool:
        return any(unit.is_quotation for unit in self.units[start:end])
