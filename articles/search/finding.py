"""Search results: the published articles that match a query, ranked, with counts by facet."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType

from django.utils import timezone

from articles.search.engines import Matches, newest_matches
from articles.search.entries import Facet, Weight, last_place, moment_of, places_of
from articles.search.queries import Query

#: The number of newest matches that are ranked and counted; `make bench` measures the cost.
BOUND = 2000
_POINTS = {Weight.HEADLINE: 4, Weight.STANDFIRST: 2, Weight.OFTEN_SAID: 1}
_OLD = 0.4  # what an article of long ago counts, beside one of today
_HALF_LIFE = 365 * 86_400  # seconds in which the rest is lost by half
_ALL = (-(2**63), 2**63 - 1)  # places, as the databases can number them


@dataclass(frozen=True)
class Found:
    """The newest matches, newest first; `is_cut` if there are more than were counted."""

    query: Query
    matches: Matches
    is_cut: bool

    @property
    def count(self) -> int:
        return len(self.matches.articles)

    @property
    def by_date(self) -> Sequence[int]:
        """The keys of the articles, newest first."""
        return self.matches.articles

    @cached_property
    def by_relevance(self) -> Sequence[int]:
        """The keys of the articles, ranked by where the words stand, how often, and how recent the
        article is.
        """
        now, stems = time.time(), [f":{stem} " for stem in self.query.stems]
        scored = []
        for place, article, weights, _facets in zip(*self.matches, strict=True):
            points = len(stems)
            for stem in stems:
                at = weights.find(stem)
                while at > 0:
                    points += _POINTS[weights[at - 1]]
                    at = weights.find(stem, at + 1)
            age = now - moment_of(place)
            freshness = _OLD + (1 - _OLD) * 0.5 ** (age / _HALF_LIFE)
            scored.append((points * freshness, article))
        scored.sort(key=itemgetter(0), reverse=True)  # equals: the newest first
        return [article for _score, article in scored]

    @cached_property
    def counts(self) -> dict[Facet, Counter[int]]:
        """The number of matches of each key of each facet."""
        counted: dict[Facet, Counter[int]] = {facet: Counter() for facet in Facet}
        for token, count in Counter(" ".join(self.matches.facets).split()).items():
            mark, _, key = token.partition(":")
            counted[Facet(mark)][int(key)] = count
        return counted


def find(
    query: Query, narrowed: Mapping[Facet, int] = MappingProxyType({}), *, bound: int = BOUND
) -> Found:
    """Find the articles that readers see now, at most the newest `bound`; with `narrowed`, only
    those with all its keys. A year is a range of the index, and needs no search of the whole. One
    query.
    """
    keys = dict(narrowed)
    year = keys.pop(Facet.YEAR, None)
    first, last = _ALL if year is None else places_of(year)
    places = first, min(last, last_place(timezone.now()))
    tokens = [facet.token(key) for facet, key in keys.items()]
    matches = newest_matches(query, tokens, places=places, limit=bound + 1)
    within = Matches(*(column[:bound] for column in matches))
    return Found(query, within, is_cut=len(matches.places) > bound)
