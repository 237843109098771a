"""The finder of known names in a text: whole words, the longest name first, in one pass."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import ahocorasick_rs

from articles.linking.words import Token, fold, shape, token_texts, tokens
from articles.text.letters import seen

#: The form of a name in a text: as it is written in the list, in capitals, with an added capital at
#: its head, or any other: «Onu» for «ONU», «Deepseek» for «DeepSeek», «GPUs» for «GPU».
Form = Literal["exact", "capitals", "capital", "other"]

# Marks around each word, so that the automaton finds whole words only.
_OPEN, _CLOSE = "\x02", "\x03"

_SHORTEST_PLURAL = 3


@dataclass(frozen=True, slots=True)
class KnownName:
    """A form in which an organization is written; `organization` is any key for it.

    `kind` is that of the name (a product, an acronym…). A name that is `is_offered_only` is never
    linked without a person's word, and one that is `is_ignored` is not looked for: it only keeps
    shorter names from being found inside it. Before `first_day` it did not exist.
    """

    text: str
    organization: Hashable
    kind: str = "name"
    is_offered_only: bool = False
    is_ignored: bool = False
    first_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text, from `start` to before `end` in characters. It has several owners where
    several organizations have the same name.
    """

    name: str
    start: int
    end: int
    owners: tuple[KnownName, ...]
    form: Form = "exact"

    @property
    def organizations(self) -> tuple[Hashable, ...]:
        return tuple(owner.organization for owner in self.owners)


class Finder:
    """A finder of many names in one pass over a text; the cost hardly grows with their number.

    All names are in one Aho-Corasick automaton over whole words: the longest name that begins first
    is found, and none overlaps another. The two kinds of apostrophe, of hyphen and of space are
    treated as one. Case counts, with the freedom that newspapers take: a name is also found in
    capitals, with a capital where a sentence begins, with capitals only at the head of its words,
    and with an English plural; never with fewer capitals than that, so that «Meta» is not «meta»
    and «Meta AI» is not in «Meta ai suoi utenti».
    """

    def __init__(self, names: Iterable[KnownName]) -> None:
        owners: dict[str, dict[Hashable, KnownName]] = {}
        for name in names:
            owners.setdefault(fold(seen(name.text)), {}).setdefault(name.organization, name)
        patterns: dict[str, tuple[str, Form]] = {}
        for folded in owners:
            patterns[_mark(token_texts(folded))] = (folded, "exact")
        for folded in owners:
            for written, form in _other_forms(folded):
                patterns.setdefault(_mark(token_texts(written)), (folded, form))
        patterns = {pattern: known for pattern, known in patterns.items() if _has_word(pattern)}
        self._known = list(patterns.values())
        self._owners = {folded: tuple(rows.values()) for folded, rows in owners.items()}
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(patterns), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    @property
    def names(self) -> list[str]:
        """The names that are looked for, as they are written."""
        return [
            rows[0].text
            for rows in self._owners.values()
            if not all(owner.is_ignored for owner in rows)
        ]

    def find(self, text: str) -> list[Found]:
        """Return the names in `text`, in order, none overlapping another."""
        return [found for found, _first, _last in self.find_in(tokens(text), text)]

    def find_in(self, words: list[Token], text: str) -> list[tuple[Found, int, int]]:
        """Return the names in a text already split into `words`, each with the places of its first
        and of its last word there. No name goes on from a paragraph or a cell to the next.
        """
        texts = [word.text for word in words]
        ends = list(accumulate(len(text) + 2 for text in texts))  # in the marked text
        marked = _mark(texts)
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(marked):
            folded, form = self._known[number]
            owners = tuple(owner for owner in self._owners[folded] if not owner.is_ignored)
            if owners:
                first, last = bisect_right(ends, start), bisect_left(ends, end)
                if _is_elided(words, last):
                    continue
                place = words[first].start, words[last].end
                if first < last and _crosses_blocks(text, *place):
                    continue
                found.append((Found(owners[0].text, *place, owners, form), first, last))
        return found


def _crosses_blocks(text: str, start: int, end: int) -> bool:
    """Return True if a part of a plain text goes from a paragraph or a cell on to the next: cells
    end at a tab, rows at a line feed, and all others at an empty line.
    """
    part = text[start:end]
    if "\t" in part or "\n\n" in part:
        return True
    if "\n" not in part:
        return False
    block = text[text.rfind("\n\n", 0, start) + 1 : end]
    return "\t" in block or "\t" in text[end:].partition("\n\n")[0]


def _is_elided(words: list[Token], last: int) -> bool:
    """Return True if an apostrophe joins the next word to the name: «Dell’Orto» is not Dell, though
    «Dell’s» is.
    """
    behind = words[last + 1 : last + 3]
    return (
        len(behind) == 2
        and behind[0].text == "'"
        and behind[0].start == words[last].end
        and behind[1].start == behind[0].end
        and behind[1].is_word
        and behind[1].text.lower() != "s"
    )


def _mark(words: Iterable[str]) -> str:
    inside = f"{_CLOSE}{_OPEN}".join(words)
    return f"{_OPEN}{inside}{_CLOSE}" if inside else ""


def _has_word(pattern: str) -> bool:
    """Return True if a name has a letter or a digit; others are not looked for."""
    return any(character.isalnum() for character in pattern)


def _other_forms(name: str) -> Iterator[tuple[str, Form]]:
    yield name.upper(), "capitals"
    yield name[:1].upper() + name[1:], "capital"
    words = name.split(" ")
    if len(name) > 2:
        yield " ".join(word[:1].upper() + word[1:].lower() for word in words), "other"
    if len(words[-1]) >= _SHORTEST_PLURAL and shape(words[-1]) in {"X", "Xx", "XxX"}:
        yield f"{name}s", "other"
