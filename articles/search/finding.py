"""Finds the published pieces that a query asks for, ranked, and counts them by facet."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from articles.search.engines import Candidate, newest_matches
from articles.search.entries import Facet, Weight, last_place, moment_of
from articles.search.queries import Query

#: How many of the newest matches are ranked and counted. What it costs is measured by `make bench`.
BOUND = 3000
_POINTS = {Weight.HEADLINE: 4, Weight.STANDFIRST: 2, Weight.OFTEN_SAID: 1}
_OLD = 0.4  # what a piece of long ago counts, beside one of today
_HALF_LIFE = 365 * 86_400  # seconds in which the rest is lost by half


@dataclass(frozen=True)
class Found:
    """The newest matches, the newest first; `is_cut` where there are more than were counted."""

    query: Query
    candidates: list[Candidate]
    is_cut: bool

    @property
    def count(self) -> int:
        return len(self.candidates)

    @property
    def by_date(self) -> list[int]:
        """The keys of the pieces, the newest first."""
        return [candidate.article for candidate in self.candidates]

    @cached_property
    def by_relevance(self) -> list[int]:
        """The keys of the pieces: where the words stand in a piece counts, and how often, and
        how fresh it is."""
        now = time.time()

        def score(candidate: Candidate) -> float:
            said = candidate.weights
            points = sum(
                1 + sum(more for weight, more in _POINTS.items() if f" {weight}:{stem} " in said)
                for stem in self.query.stems
            )
            age = max(0.0, now - moment_of(candidate.place))
            return points * (_OLD + (1 - _OLD) * 0.5 ** (age / _HALF_LIFE))

        ranked = sorted(self.candidates, key=score, reverse=True)  # equals: the newest first
        return [candidate.article for candidate in ranked]

    @cached_property
    def counts(self) -> dict[Facet, Counter[int]]:
        """How many of the matches each key of each facet has."""
        counted: dict[Facet, Counter[int]] = {facet: Counter() for facet in Facet}
        tokens = Counter(token for found in self.candidates for token in found.facets.split())
        for token, count in tokens.items():
            mark, _, key = token.partition(":")
            counted[Facet(mark)][int(key)] = count
        return counted


def find(query: Query, facets: Iterable[str] = (), *, bound: int = BOUND) -> Found:
    """Find the pieces that readers see now, the newest `bound` of them; `facets` are tokens of
    `Facet`. One query."""
    now = last_place(timezone.now())
    rows = newest_matches(query, facets, highest_place=now, limit=bound + 1)
    return Found(query, rows[:bound], is_cut=len(rows) > bound)
