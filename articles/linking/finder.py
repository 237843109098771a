"""Finds known names in a text: exactly as written, as whole words, the longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

# A number goes on over its point («4.5» is one word), a letter over its combining accents.
_WORD = re.compile(r"[\w\u0300-\u036f]+(?:[.,]\d+)*")

# Each stands for one character, so that places in the text stay true.
_SAME = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "\u00a0": " ",  # no-break space
        "\u202f": " ",  # narrow no-break space
        "\n": " ",
        "\u2010": "-",  # hyphen
        "\u2011": "-",  # no-break hyphen
    }
)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A form in which an organisation is written; `organization` is any key for it."""

    text: str
    organization: Hashable


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text, from `start` to before `end` in characters. It belongs to several
    organisations where they bear the same name."""

    name: str
    start: int
    end: int
    organizations: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    folded: str
    name: str
    lead: int  # characters before its first word: 1 in «+Europa»
    ends_in_word: bool
    organizations: tuple[Hashable, ...]


class Finder:
    """Looks for many names in one pass over the words of a text.

    Case counts: «Meta» is not «meta». The two kinds of apostrophe, of hyphen and of space are
    one, so «dell’OpenAI» and «dell'OpenAI» both name OpenAI. Of two names that overlap the one
    that begins first is found, and of two that begin together the longer: «DeepSeek-V3», where
    it is known, is not also «DeepSeek».
    """

    def __init__(self, names: Iterable[KnownName]) -> None:
        owners: dict[str, dict[Hashable, None]] = defaultdict(dict)
        written: dict[str, str] = {}
        for name in names:
            folded = name.text.translate(_SAME)
            owners[folded][name.organization] = None
            written.setdefault(folded, name.text)
        self._by_first_word: dict[str, list[_Entry]] = defaultdict(list)
        for folded in sorted(owners, key=len, reverse=True):
            words = list(_WORD.finditer(folded))
            if not words:
                continue  # a name without a letter or a digit is not looked for
            entry = _Entry(
                folded=folded,
                name=written[folded],
                lead=words[0].start(),
                ends_in_word=words[-1].end() == len(folded),
                organizations=tuple(owners[folded]),
            )
            self._by_first_word[words[0].group()].append(entry)

    def find(self, text: str) -> list[Found]:
        """Return the names in `text`, in order, none overlapping another."""
        folded = text.translate(_SAME)
        words = list(_WORD.finditer(folded))
        word_ends = {word.end() for word in words}
        found: list[Found] = []
        free_from = 0
        for word in words:
            for entry in self._by_first_word.get(word.group(), ()):
                start = word.start() - entry.lead
                end = start + len(entry.folded)
                if (
                    start >= free_from
                    and folded.startswith(entry.folded, start)
                    and (end in word_ends or not entry.ends_in_word)
                ):
                    found.append(Found(entry.name, start, end, entry.organizations))
                    free_from = end
                    break
        return found
