"""Matching parts of two sequences, found at a bounded cost."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from difflib import Match, SequenceMatcher

from rapidfuzz.distance import LCSseq

#: The most pairs of equal items for `SequenceMatcher`, which goes through them again for each match
#: that it finds: «a a a a…» against itself takes the cube of its length.
_MOST_PAIRS = 50_000
#: The most pairs of any items, a bit each; above it only the beginning and the end are compared.
_MOST_BITS = 200_000_000


class Matcher(SequenceMatcher):
    """A `SequenceMatcher`, whose matches are those that people see; where items are repeated so
    often that it would take too long, the longest common subsequence.
    """

    def __init__(self, before: Sequence[Hashable], after: Sequence[Hashable]) -> None:
        super().__init__(None, before, after, autojunk=False)

    def get_matching_blocks(self) -> list[Match]:
        if self.matching_blocks is None:
            pairs = sum(len(self.b2j.get(item, ())) for item in self.a)
            if pairs > _MOST_PAIRS:
                self.matching_blocks = [*self._common(), Match(len(self.a), len(self.b), 0)]
        return super().get_matching_blocks()

    def _common(self) -> list[Match]:
        """Return the common parts: the beginning, the end, and those in between."""
        a, b = self.a, self.b
        most = min(len(a), len(b))
        begin = next((n for n in range(most) if a[n] != b[n]), most)
        end = next((n for n in range(most - begin) if a[-1 - n] != b[-1 - n]), most - begin)
        found = [Match(0, 0, begin)] if begin else []
        middle, other = a[begin : len(a) - end], b[begin : len(b) - end]
        if len(middle) * len(other) <= _MOST_BITS:
            found += [
                Match(
                    begin + each.src_start, begin + each.dest_start, each.src_end - each.src_start
                )
                for each in LCSseq.opcodes(middle, other)
                if each.tag == "equal"
            ]
        return [*found, Match(len(a) - end, len(b) - end, end)] if end else found
