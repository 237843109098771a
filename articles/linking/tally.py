"""Adds up what was found, organisation by organisation."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from articles.linking.finder import Found


@dataclass(frozen=True, slots=True)
class Tally:
    """How a text names one organisation: how often, the form found first and its place in
    characters (None: not in the body), and whether every name found is its alone."""

    count: int
    name: str
    offset: int | None
    certain: bool


def tally(body: Iterable[Found], *, elsewhere: Iterable[Found] = ()) -> dict[Hashable, Tally]:
    """Return a tally for each organisation, in the order of their first names.

    Only the body is counted; an organisation that is named just elsewhere (the headline, the
    standfirst) counts once. One name that is its alone makes an organisation certain.
    """
    tallies: dict[Hashable, Tally] = {}
    for found in body:
        for organization in found.organizations:
            certain = len(found.organizations) == 1
            before = tallies.get(organization)
            tallies[organization] = (
                Tally(1, found.name, found.start, certain)
                if before is None
                else Tally(before.count + 1, before.name, before.offset, before.certain or certain)
            )
    for found in elsewhere:
        for organization in found.organizations:
            certain = len(found.organizations) == 1
            before = tallies.get(organization) or Tally(1, found.name, None, certain)
            tallies[organization] = Tally(
                before.count, before.name, before.offset, before.certain or certain
            )
    return tallies
