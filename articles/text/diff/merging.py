"""Merging of two texts that began as one: changes that do not touch are merged, the others are
shown as contested (the three-way merge of S. Khanna, K. Kunal and B. Pierce, "A Formal
Investigation of Diff3", 2007).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from articles.text.diff.matching import Matcher


@dataclass(frozen=True)
class Part:
    """A run of blocks in the base and on both sides. Where it is contested, `merged` is empty."""

    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def is_contested(self) -> bool:
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)

    @property
    def merged(self) -> tuple[str, ...]:
        if self.is_contested:
            return ()
        return self.theirs if self.mine == self.base else self.mine


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Part]:
    """Merge two lists of blocks by the parts of `base` that both still have."""
    parts: list[Part] = []
    b = m = t = 0
    for start, end, in_mine, in_theirs in _common_runs(base, mine, theirs):
        changed = Part(tuple(base[b:start]), tuple(mine[m:in_mine]), tuple(theirs[t:in_theirs]))
        if changed.base or changed.mine or changed.theirs:
            parts.append(changed)
        common = tuple(base[start:end])
        if common:
            parts.append(Part(common, common, common))
        b, m, t = end, in_mine + len(common), in_theirs + len(common)
    return parts


def _common_runs(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterable[tuple[int, int, int, int]]:
    """Yield the runs of `base` that both sides have: start, end, and the start on each side; at the
    end, an empty run.
    """
    in_mine = _places(base, mine)
    in_theirs = _places(base, theirs)
    place = 0
    while place < len(base):
        if place not in in_mine or place not in in_theirs:
            place += 1
            continue
        start, m, t = place, in_mine[place], in_theirs[place]
        while (
            place < len(base)
            and in_mine.get(place) == m + place - start
            and in_theirs.get(place) == t + place - start
        ):
            place += 1
        yield start, place, m, t
    yield len(base), len(base), len(mine), len(theirs)


def _places(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return the place in the other list of each block that it still has."""
    return {
        block.a + step: block.b + step
        for block in Matcher(base, other).get_matching_blocks()
        for step in range(block.size)
    }


def merge_sets(
    base: Iterable[Hashable], mine: Iterable[Hashable], theirs: Iterable[Hashable]
) -> list:
    """Merge two ordered sets: items that either side added are in, items that either removed are
    out; in the order of `mine`, then `theirs`, unless only `theirs` changed.
    """
    base, mine, theirs = list(base), list(mine), list(theirs)
    together = dict.fromkeys([*theirs, *mine] if mine == base else [*mine, *theirs])
    return [item for item in together if (item in mine and item in theirs) or item not in base]
