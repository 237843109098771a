"""Two texts that began as one, brought together: what does not touch is merged, what does is
told apart (the three-way merge of S. Khanna, K. Kunal and B. Pierce, "A Formal Investigation of
Diff3", 2007)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from articles.text.diff.matching import Matcher


@dataclass(frozen=True)
class Part:
    """A stretch of blocks. Where it is contested, `merged` is empty and the three texts are
    what each side has there."""

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
    """Bring two lists of blocks together by what they both kept of `base`."""
    parts: list[Part] = []
    b = m = t = 0
    for start, end, in_mine, in_theirs in _kept_by_both(base, mine, theirs):
        changed = Part(tuple(base[b:start]), tuple(mine[m:in_mine]), tuple(theirs[t:in_theirs]))
        if changed.base or changed.mine or changed.theirs:
            parts.append(changed)
        kept = tuple(base[start:end])
        if kept:
            parts.append(Part(kept, kept, kept))
        b, m, t = end, in_mine + len(kept), in_theirs + len(kept)
    return parts


def _kept_by_both(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterable[tuple[int, int, int, int]]:
    """Stretches of `base` that both sides have: start, end, and where each side has them; at
    the end, an empty one."""
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
    """Where each block that was kept lies in the other list."""
    return {
        block.a + step: block.b + step
        for block in Matcher(base, other).get_matching_blocks()
        for step in range(block.size)
    }


def merge_sets(
    base: Iterable[Hashable], mine: Iterable[Hashable], theirs: Iterable[Hashable]
) -> list:
    """Bring two ordered sets together: what either added is there, what either took away is
    not; in my order, then theirs."""
    base, mine, theirs = list(base), list(mine), list(theirs)
    together = dict.fromkeys([*mine, *theirs])
    return [item for item in together if (item in mine and item in theirs) or item not in base]
