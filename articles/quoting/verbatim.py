"""Comparison of words to the letter, whatever their typography: another apostrophe, quotation mark,
hyphen or space changes no word.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

from articles.text.letters import INVISIBLE, MARKS, seen

_SETS = {"'": "'’‘ʼ`", '"': '"“”«»„', "-": "-‐‑–—"}
_FOLDED = str.maketrans({sign: plain for plain, signs in _SETS.items() for sign in signs})
#: A letter with its accents, or a sign.
_LETTER = re.compile(rf".(?:[{INVISIBLE}]*[{MARKS}])*", re.DOTALL)
_HIDING = re.compile(rf"[{INVISIBLE}{MARKS}]")


def folded(words: str) -> str:
    """Return words in the one form that all their typographic variants share."""
    return " ".join(_plain(words).split())


def _plain(words: str) -> str:
    return seen(words).replace("…", "...").translate(_FOLDED)


def place_of(words: str, text: str) -> tuple[int, int] | None:
    """Return the first place of these words in a text, from and to in characters; None if it does
    not contain them.
    """
    start = text.find(words)
    if start >= 0:
        return start, start + len(words)
    plain, starts, ends = _folded_with_places(text)
    start = plain.find(wanted := folded(words))
    return (starts[start], ends[start + len(wanted) - 1]) if start >= 0 else None


def _folded_with_places(text: str) -> tuple[str, array[int], array[int]]:
    """Return a text as `folded` does, with the start and end of each of its characters in the text.
    The loop is faster than a pattern, which would be tried at each character.
    """
    letters: Iterable[str] = text  # one character for each
    if _HIDING.search(text):
        letters = (found[0] for found in _LETTER.finditer(text))
    signs: list[str] = []
    starts, ends = array("l"), array("l")
    place = 0
    for letter in letters:
        for sign in letter.translate(_FOLDED) if letter.isascii() else _plain(letter):
            if sign.isspace():
                if not signs or signs[-1] == " ":
                    continue
                sign = " "
            signs.append(sign)
            starts.append(place)
            ends.append(place + len(letter))
        place += len(letter)
    return "".join(signs), starts, ends
