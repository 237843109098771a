"""How names were judged before: counts of yes and no, and what follows from them."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple


class Key(NamedTuple):
    """What is counted: something seen of any name, or, with `organization` and `name`, of one
    name of one organisation. An empty `feature` is the name's own record."""

    feature: str
    organization: Hashable = None
    name: str = ""


class Record(NamedTuple):
    """How often a person said yes and no."""

    accepted: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.accepted + self.refused

    def rate(self, *, expected: float, strength: float) -> float:
        """The share of yes, drawn towards `expected` as if `strength` more had fallen so."""
        return (self.accepted + strength * expected) / (self.total + strength)


#: The key of everything that was ever decided.
EVERYTHING = Key("")

_NOTHING = Record()


class Feedback:
    """Counts, wherever they are kept: what is handed in is what is known."""

    def __init__(self, records: Mapping[Key, Record] | None = None) -> None:
        self._records = dict(records or {})

    def prepare(self, keys: Iterable[Key]) -> None:
        """Say which keys will be asked for: a memory that is kept elsewhere fetches them."""

    def __getitem__(self, key: Key) -> Record:
        return self._records.get(key, _NOTHING)

    def decided(self, keys: Iterable[Key]) -> list[Record]:
        """The records of those keys under which anything was decided."""
        known = self._records
        return [known[key] for key in keys if key in known and known[key].total]

    def learn(self, keys: Iterable[Key], *, accepted: bool) -> None:
        """Add one decision, under each of its keys."""
        for key in keys:
            yes, no = self[key]
            self._records[key] = Record(yes + accepted, no + (not accepted))


def log_odds(probability: float) -> float:
    """The logarithm of the odds; what is nearly sure is bounded, so that no single count
    silences everything else."""
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))
