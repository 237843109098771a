"""Ties of an article to organizations: how often each is named, where, with what confidence, and
why.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from articles.linking.feedback import Key
from articles.linking.finder import KnownName
from articles.linking.judge import Judge, Reason, Verdict
from articles.linking.sighting import ParsedText, Sighting
from articles.linking.vocabulary import ORGANIZATION_NOUNS

# A name that a long text repeats is judged in its first places; the others are like them.
_MOST_JUDGED = 20


#: The reason why a name is never linked automatically: several organizations share it, it is only
#: to be offered, it was not in use yet on the day of the article, or it is the surname of a person
#: in it.
Doubt = Literal["shared", "offered_only", "early", "surname"]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a name: the number of the text in the article, and characters in it."""

    part: int
    start: int
    end: int


@dataclass(frozen=True)
class Tie:
    """The tie of an article to one organization.

    `count` is how often the body names it, at least 1 where only another text does; `name` the form
    found first and `offset` its place in the body, in characters, None where it is not there.
    `confidence` and `reasons` are those of the surest place. Where there is a `doubt`, no
    confidence is enough to link. `verdicts` are those of all its places that count.
    """

    organization: Hashable
    name: str
    count: int
    offset: int | None
    confidence: float
    doubt: Doubt | None
    reasons: list[Reason]
    surest: Place
    verdicts: list[Verdict]

    @cached_property
    def names(self) -> dict[str, list[Key]]:
        """The forms found, each with the keys under which a yes or no is counted."""
        names: dict[str, dict[Key, None]] = {}
        for verdict in self.verdicts:
            names.setdefault(verdict.owner.text, {}).update(dict.fromkeys(verdict.keys))
        return {name: list(keys) for name, keys in names.items()}

    @property
    def is_doubtful(self) -> bool:
        return self.doubt is not None


def ties(
    parsed: ParsedText, judge: Judge, *, body: int, offer: float, on: dt.date | None = None
) -> list[Tie]:
    """Return the ties of an article, in the order of first names: the text number `body` first.

    A place where the confidence is under `offer` counts only where no place of that name has more.
    `on` is the day of the article.
    """
    cases = [
        (sighting, owner) for sighting in parsed.sightings() for owner in sighting.found.owners
    ]
    seen: Counter[tuple[Hashable, str]] = Counter()
    to_judge = []
    for sighting, owner in cases:
        seen[owner.organization, owner.text] += 1
        if seen[owner.organization, owner.text] <= _MOST_JUDGED:
            to_judge.append((sighting, owner))
    verdicts = {
        (id(sighting), owner.organization): verdict
        for (sighting, owner), verdict in zip(to_judge, judge.verdicts(to_judge), strict=True)
    }
    judged: dict[Hashable, list[tuple[Sighting, Verdict]]] = {}
    last: dict[tuple[Hashable, str], Verdict] = {}
    for sighting, owner in cases:
        name = owner.organization, owner.text
        last[name] = verdicts.get((id(sighting), owner.organization)) or last[name]
        judged.setdefault(owner.organization, []).append((sighting, last[name]))
    numbers = {id(part): number for number, part in enumerate(parsed.parts)}
    found = [_tie(rows, numbers, body, offer, on) for rows in judged.values()]
    found.sort(key=lambda tie: (tie.offset is None, tie.offset or 0))
    return found


def _tie(
    rows: list[tuple[Sighting, Verdict]],
    numbers: dict[int, int],
    body: int,
    offer: float,
    on: dt.date | None,
) -> Tie:
    likely = [row for row in rows if row[1].confidence >= offer] or rows
    in_body = [row for row in likely if numbers[id(row[0].part)] == body]
    first, _verdict = (in_body or likely)[0]
    firm = [row for row in likely if _doubt(*row, on) is None]
    surest, verdict = max(firm or likely, key=lambda row: row[1].confidence)
    return Tie(
        organization=verdict.owner.organization,
        name=first.found.name,
        count=max(1, len(in_body)),
        offset=first.found.start if in_body else None,
        confidence=verdict.confidence,
        doubt=_doubt(surest, verdict, on),
        reasons=verdict.reasons,
        surest=Place(numbers[id(surest.part)], surest.found.start, surest.found.end),
        verdicts=list({id(verdict): verdict for _sighting, verdict in likely}.values()),
    )


def _doubt(sighting: Sighting, verdict: Verdict, on: dt.date | None) -> Doubt | None:
    owner: KnownName = verdict.owner
    if len(sighting.found.owners) > 1:
        return "shared"
    if owner.is_offered_only:
        return "offered_only"
    if on and owner.first_day and on < owner.first_day:
        return "early"
    is_borne = owner.text in sighting.parsed.bearers and sighting.head not in ORGANIZATION_NOUNS
    return "surname" if is_borne else None
