"""What a reader typed, understood: words, phrases in quotes, words that must not be there.

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
    """`text` is what was typed, cleaned of what no page can show; each of `wanted` is in an article
    that is found, and none of `unwanted`."""

    text: str
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    @classmethod
    def read(cls, typed: str) -> Query:
        """Understand what was typed; of what is too long, the beginning."""
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
        kept = strong or [term for term, _is_weak in wanted]
        return cls(text, _few(kept), _few(unwanted))

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.wanted)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Everything that is looked for, word by word."""
        return frozenset(stem for term in self.wanted for stem in term.stems)


def _few(terms: list[Term]) -> tuple[Term, ...]:
    """Each once, and not too many."""
    return tuple(dict.fromkeys(terms))[:MOST_TERMS]
