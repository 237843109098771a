"""Queries as readers type them: words, phrases in quotes, words that must not be there.

Pure: any string at all is a query, and no string is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from articles.search.italian import folded_words, is_stop_word, stems
from articles.text.letters import seen

MOST_CHARACTERS = 200
MOST_TERMS = 16
_READ = 4_000  # characters: much of what is pasted may be blank, or not seen
_PART = re.compile(
    r"(?P<minus>(?<!\S)[-−–])?"
    r"(?:[\"“”„«»](?P<phrase>[^\"“”„«»]*)(?:[\"“”„«»]|$)|(?P<word>[^\s\"“”„«»]+))"
)


@dataclass(frozen=True)
class Term:
    """A word, or words in a row: their stems."""

    stems: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A parsed query. `text` is the typed text without characters that no page can show; an article
    that matches has all of `wanted`, and none of `unwanted`.
    """

    text: str
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    @classmethod
    def read(cls, typed: str) -> Query:
        """Parse the typed text; only the beginning of a text that is too long."""
        shown = seen(typed[:_READ])
        text = " ".join("".join(sign if sign.isprintable() else " " for sign in shown).split())
        text = text[:MOST_CHARACTERS].rstrip()
        wanted: list[tuple[Term, bool]] = []
        unwanted: list[Term] = []
        for part in _PART.finditer(text):
            phrase = part["phrase"]
            words = phrase if phrase is not None else part["word"]
            if not (found := tuple(stems(words))):
                continue
            term = Term(found)
            if part["minus"]:
                unwanted.append(term)
            else:
                is_weak = phrase is None and all(map(is_stop_word, folded_words(words)))
                wanted.append((term, is_weak))
        # «il governo» is a question about the government; «che» alone is about «che».
        strong = [term for term, is_weak in wanted if not is_weak]
        terms = strong or [term for term, _is_weak in wanted]
        return cls(text, _few(terms), _few(unwanted))

    def __bool__(self) -> bool:
        """Return True if there is anything to look for."""
        return bool(self.wanted)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all wanted terms."""
        return frozenset(stem for term in self.wanted for stem in term.stems)


def _few(terms: list[Term]) -> tuple[Term, ...]:
    """Return the terms once each, and at most `MOST_TERMS`."""
    return tuple(dict.fromkeys(terms))[:MOST_TERMS]
