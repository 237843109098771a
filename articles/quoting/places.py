"""Places of organizations in a paragraph."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from articles.quoting.cast import Named
from articles.quoting.units import Unit


class Place(NamedTuple):
    """The last unit of a name, and its organization."""

    last: int
    organization: Hashable


def places_of(units: Sequence[Unit], named: Mapping[int, Named]) -> dict[int, Place]:
    """Return the places by the first unit of each. `named` are those of the text, by their first
    character.
    """
    places = {}
    for first, unit in enumerate(units):
        name = named.get(unit.start)
        if name is None or unit.is_quotation:
            continue
        last = first
        while last + 1 < len(units) and units[last + 1].end <= name.end:
            last += 1
        places[first] = Place(last, name.organization)
    return places
