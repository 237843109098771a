"""Names of people in a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from articles.linking.vocabulary import FIRST_NAMES, NAME_HEADS, NAME_TAILS, PLACES
from articles.quoting.cast import Cast
from articles.quoting.places import Place
from articles.quoting.units import Unit
from articles.quoting.vocabulary import AUXILIARIES, OF, OPENERS, PARTICLES, ROLES, SAYING, SPEECH
from articles.text.letters import plain, seen

_LONGEST_NAME = 5  # words
_IN_ROLES = ROLES | {"ai", "executive"}
_OPENING = frozenset(".!?…:—–«»")  # what a sentence begins behind


def people(
    text: str, units: Sequence[Unit], places: Mapping[int, Place], cast: Cast
) -> Iterator[tuple[int, int, str]]:
    """Yield the people: the first and the last unit of each, and the name in the fullest form
    known. An organization's name of one word, after a first name, is a surname.
    """
    past = 0
    for index in [index for index, unit in enumerate(units) if unit.has_capital]:
        if index < past:
            continue
        if index in places:
            past = places[index].last + 1
        elif not _is_opener(units, index):
            first, last = index, _last_of_name(units, places, index)
            while first < last and units[first].plain in _IN_ROLES:
                first += 1
            name = " ".join(seen(text[units[first].start : units[last].end]).split())
            if whole := _whole_name(units, first, last, name, cast):
                yield first, last, whole
            past = last + 1


def _last_of_name(units: Sequence[Unit], places: Mapping[int, Place], first: int) -> int:
    last = first
    for index in range(first + 1, min(len(units), first + _LONGEST_NAME)):
        unit = units[index]
        if unit.is_quotation or (index in places and not _is_surname(units, places, first, index)):
            break
        if unit.has_capital and unit.plain not in ROLES:
            last = index
        elif unit.text == ".":
            if len(units[index - 1].text) > 1:
                break
        elif unit.plain not in PARTICLES and unit.text not in {"-", "'"}:
            break
    return last


def _is_surname(units: Sequence[Unit], places: Mapping[int, Place], first: int, index: int) -> bool:
    is_behind_first_name = index == first + 1 and units[first].plain in FIRST_NAMES
    return is_behind_first_name and places[index].last == index


def _is_opener(units: Sequence[Unit], index: int) -> bool:
    """Return True if a capital is due to its place alone, or the word is an abbreviated role."""
    plain = units[index].plain
    if plain in ROLES and units[index].text.isupper():
        return True
    if index and units[index - 1].text not in _OPENING:
        return False
    behind = units[index + 1].plain if index + 1 < len(units) else ""
    is_of = behind in OF and plain not in FIRST_NAMES
    return plain in OPENERS or plain in SPEECH or is_of


def _whole_name(units: Sequence[Unit], first: int, last: int, name: str, cast: Cast) -> str | None:
    words = name.lower().split()
    if name.lower() in PLACES or words[0] in NAME_HEADS or words[-1] in NAME_TAILS:
        return None
    if any(unit.text.isupper() and len(unit.text) > 1 for unit in units[first : last + 1]):
        return None
    if whole := cast.surnames.get(name):
        return whole
    if plain(name) in cast.known or len(words) > 1:
        if words[0] in PLACES and words[0] not in FIRST_NAMES:
            return None
        cast.meet(name)
        return name
    has_title = first > 0 and units[first - 1].plain in ROLES
    return name if has_title or _is_subject(units, first, last) else None


def _is_subject(units: Sequence[Unit], first: int, last: int) -> bool:
    """Return True if a verb of saying stands next to a single capitalized word."""
    before = units[first - 1].plain if first else ""
    behind, beyond = (
        units[index].plain if index < len(units) else "" for index in (last + 1, last + 2)
    )
    says = SAYING.get(behind) in {"singular", "plural"}
    has_said = behind in AUXILIARIES and SAYING.get(beyond) == "participle"
    thinks = before == "secondo" or (before == "per" and behind == ",")
    return says or has_said or thinks or before in SAYING
