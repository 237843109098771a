"""Italian words in the form that the index uses: without accents and capitals, cut to their stem.

Pure functions. The stems are those of Snowball's Italian algorithm
(https://snowballstem.org/algorithms/italian/stemmer.html), on words whose accents were removed
before: «città» and «citta», «organizzazione» and «organizzazioni» are one. Words of other languages
and scripts take the same way, so that the index and a query always agree.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import Stemmer

from articles.text.letters import INVISIBLE, MARKS, seen

_WORD = re.compile(r"[^\W_]+")
# A word as it was typed, with combining accents and invisible characters in it.
_TYPED = re.compile(rf"[^\W_]+(?:[{MARKS}{INVISIBLE}]+[^\W_]+)*[{MARKS}]*")
_LONGEST = 60  # characters of a stem: nobody looks for more, and databases have limits
# Letters that Unicode does not decompose.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "ng",
     "æ": "ae", "œ": "oe", "ı": "i"}
)  # fmt: skip

#: Words that a query may leave out where it has others: articles, prepositions, conjunctions,
#: pronouns, and the auxiliary forms of «essere» and «avere».
STOP_WORDS = frozenset(
    """
    a ad agli ai al alla alle allo anche c che chi ci col come con cui d da dagli dai dal dalla
    dalle dallo degli dei del della delle dello di e ed era erano essere gli ha hanno ho i il in
    io l la le lei li lo loro lui m ma mi n ne negli nei nel nella nelle nello noi non o per
    perche piu quale quali quella quelle quelli quello questa queste questi questo s se sei si
    sia sono stata state stati stato su sugli sui sul sulla sulle sullo t ti tra tu un una uno v
    vi voi
    """.split()  # noqa: SIM905
)

_local = threading.local()


class Word(NamedTuple):
    """A word in a text: `start` is the place of its first character, `end` the one after its
    last.
    """

    stem: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return a text without accents and capitals."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def folded_words(text: str) -> list[str]:
    """Return the words of a text, folded. An apostrophe ends a word, and so does a hyphen."""
    words: list[str] = []
    for word in _WORD.findall(seen(text)):
        if word.isascii():
            words.append(word.lower())
        else:
            words += _WORD.findall(fold(word))  # «½» is two
    return words


def stems(text: str) -> list[str]:
    """Return the stem of each word of a text, in order."""
    return [stem[:_LONGEST] for stem in _stemmer().stemWords(folded_words(text))]


def stemmed_words(text: str) -> Iterator[Word]:
    """Yield the words of a text with their stems and places. A word that folding splits («½») has
    the stem of its first part.
    """
    for found in (_WORD if seen(text) is text else _TYPED).finditer(text):
        if parts := stems(found.group()):
            yield Word(parts[0], found.start(), found.end())


def is_stop_word(word: str) -> bool:
    """Return True if a folded word means little by itself."""
    return word in STOP_WORDS


def _stemmer() -> Stemmer.Stemmer:
    """Return the stemmer of the current thread: threads may not share one."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("italian")
    return _local.stemmer
