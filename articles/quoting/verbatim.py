"""Words that are the same to the letter, whatever their typography: an apostrophe, a quotation
mark, a hyphen, a space set otherwise changes no word."""

from __future__ import annotations

import re

from articles.letters import INVISIBLE, MARKS, seen

_SETS = {"'": "'’‘ʼ`", '"': '"“”«»„', "-": "-‐‑–—"}
_FOLDED = str.maketrans({sign: plain for plain, signs in _SETS.items() for sign in signs})
#: A letter with its accents, or a sign.
_LETTER = re.compile(rf".(?:[{INVISIBLE}]*[{MARKS}])*", re.DOTALL)


def folded(words: str) -> str:
    """Words in the one form that all their settings share."""
    return " ".join(_plain(words).split())


def _plain(words: str) -> str:
    return seen(words).replace("…", "...").translate(_FOLDED)


def place_of(words: str, text: str) -> tuple[int, int] | None:
    """Where a text has these words first, from and to in characters; None where it has them not."""
    start = text.find(words)
    if start >= 0:
        return start, start + len(words)
    plain, places = _folded_with_places(text)
    start = plain.find(wanted := folded(words))
    return (places[start][0], places[start + len(wanted) - 1][1]) if start >= 0 else None


def _folded_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text as `folded` has it, and where each of its characters stands, from and to: a pattern
    would be tried at each character of the text."""
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    for found in _LETTER.finditer(text):
        for sign in _plain(found[0]):
            if sign.isspace():
                if not signs or signs[-1] == " ":
                    continue
                sign = " "
            signs.append(sign)
            places.append(found.span())
    return "".join(signs), places
