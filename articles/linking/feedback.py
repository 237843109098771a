"""Feedback on earlier judgements of names: counts of yes and no, and what follows from them."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple


class Key(NamedTuple):
    """The key of a count: a feature of any name, or, with `organization` and `name`, of one name of
    one organization. An empty `feature` is the name's own record.
    """

    feature: str
    organization: Hashable = None
    name: str = ""


class Record(NamedTuple):
    """Counts of the times that a person said yes and no."""

    accepted: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.accepted + self.refused

    def rate(self, *, expected: float, strength: float) -> float:
        """Return the share of yes, drawn towards `expected` as by `strength` more decisions of that
        share.
        """
        return (self.accepted + strength * expected) / (self.total + strength)


#: The key that counts all decisions.
EVERYTHING = Key("")

_NOTHING = Record()


class Feedback:
    """Counts held in memory. Subclasses may read them from elsewhere."""

    def __init__(self, records: Mapping[Key, Record] | None = None) -> None:
        self._records = dict(records or {})

    def prepare(self, keys: Iterable[Key]) -> None:
        """Announce the keys that will be read: a subclass that stores the counts elsewhere fetches
        them here.
        """

    def __getitem__(self, key: Key) -> Record:
        return self._records.get(key, _NOTHING)

    def decided(self, keys: Iterable[Key]) -> list[Record]:
        """Return the records of those keys that have any decision."""
        known = self._records
        return [known[key] for key in keys if key in known and known[key].total]

    def learn(self, keys: Iterable[Key], *, accepted: bool) -> None:
        """Count one decision under each of its keys."""
        for key in keys:
            yes, no = self[key]
            self._records[key] = Record(yes + accepted, no + (not accepted))


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds. Probabilities are limited to 0.01–0.99, so that no single
    count outweighs all others.
    """
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))
