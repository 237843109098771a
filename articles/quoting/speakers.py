"""Possible speakers: the people, the organizations and the roles that a paragraph names."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from articles.linking.vocabulary import ORGANIZATION_NOUNS
from articles.quoting.cast import Cast, Entity, Named, Speaker
from articles.quoting.job_titles import JobTitles
from articles.quoting.people import people
from articles.quoting.places import Place, places_of
from articles.quoting.units import Unit
from articles.quoting.vocabulary import (
    ARTICLES,
    JOINED_PREPOSITIONS,
    PLAIN_PREPOSITIONS,
    ROLES,
)

_HEADS = ROLES | ORGANIZATION_NOUNS
_LEAD = 3  # words: «sulla rete sociale X»


def entities(
    text: str, units: Sequence[Unit], named: Mapping[int, Named], cast: Cast
) -> list[Entity]:
    """Return the entities of a paragraph, in order, each with what the text has said of it so far.
    `named` are the organizations by their first character.
    """
    places = places_of(units, named)
    persons = list(people(text, units, places, cast))
    inside = {index for first, last, _name in persons for index in range(first, last + 1)}
    places = {first: place for first, place in places.items() if first not in inside}
    titles = JobTitles(text, units, places)
    found = [_person(titles, first, last, name) for first, last, name in persons]
    taken = {index for entity in found for index in range(entity.first, entity.last + 1)}
    in_names = {index for first, place in places.items() for index in range(first, place.last + 1)}
    heads = [index for index, unit in enumerate(units) if unit.plain in _HEADS]
    for index in heads:
        unit = units[index]
        if index in taken or index in in_names:
            continue
        entity = None
        if unit.plain in ROLES:
            entity = titles.alone(index, taken)
        elif index and _is_article(units[index - 1]):
            entity = Entity(index - 1, index, Speaker())
        if entity is not None:
            found.append(entity)
            taken.update(range(entity.first, entity.last + 1))
    found += [
        Entity(first, place.last, Speaker(organization=place.organization))
        for first, place in places.items()
        if first not in taken
    ]
    found.sort(key=lambda entity: entity.first)
    return [_in_context(entity, units, places, cast) for entity in found]


def _is_article(unit: Unit) -> bool:
    return unit.plain in ARTICLES or unit.plain in JOINED_PREPOSITIONS or unit.text == "'"


def _person(titles: JobTitles, first: int, last: int, name: str) -> Entity:
    """Return a person with the role before the name and after it."""
    before, behind = titles.before(first), titles.behind(last)
    start, speaker = before or (first, Speaker())
    end = last
    if behind is not None:
        end, other = behind
        speaker = speaker if speaker.role else other
        if speaker.organization is None:
            speaker = replace(speaker, organization=other.organization)
    return Entity(start, end, replace(speaker, name=name))


def _in_context(
    entity: Entity, units: Sequence[Unit], places: Mapping[int, Place], cast: Cast
) -> Entity:
    """Return an entity with what the text said before: its role and its organization."""
    speaker = entity.speaker
    if speaker.name:
        if speaker.role and speaker.organization is None:
            speaker = _with_organization(speaker, _nearest(entity, units, places), cast)
        return entity._replace(speaker=cast.introduce(speaker))
    if speaker.organization is None:
        near = _nearest(entity, units, places)
        speaker = replace(speaker, organization=cast.organization if near is None else near)
    if speaker.organization is not None:
        cast.organization = speaker.organization
    return entity._replace(speaker=speaker)


def _with_organization(speaker: Speaker, near: Hashable | None, cast: Cast) -> Speaker:
    """Return a person with the organization named just before: «il CEO Sam Altman», after
    OpenAI.
    """
    if speaker.name in cast.introduced:
        return cast.introduced[speaker.name]
    return speaker if _tells_elsewhere(speaker.role) else replace(speaker, organization=near)


def _nearest(entity: Entity, units: Sequence[Unit], places: Mapping[int, Place]) -> Hashable | None:
    """Return the organization that the paragraph named last before an entity; rather one that is a
    subject than the «X» of «sulla piattaforma X».
    """
    before = [first for first, place in places.items() if place.last < entity.first]
    subjects = [first for first in before if not _is_led_to(units, first)]
    return places[(subjects or before)[-1]].organization if before else None


def _is_led_to(units: Sequence[Unit], first: int) -> bool:
    """Return True if a preposition stands in the words just before a name."""
    for index in range(first - 1, max(-1, first - 1 - _LEAD), -1):
        if units[index].plain in JOINED_PREPOSITIONS | PLAIN_PREPOSITIONS:
            return True
        if not units[index].text[0].islower():
            return False
    return False


def _tells_elsewhere(role: str) -> bool:
    """Return True if a role names its own organization or place: «ministro dell’Economia», «docente
    a Pisa».
    """
    words = role.replace("’", "' ").replace("'", "' ").split()
    return any(word[:1].isupper() and not word.isupper() for word in words[1:])
