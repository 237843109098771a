"""Words that are the same to the letter, whatever their typography: an apostrophe, a quotation
mark, a hyphen, a space set otherwise changes no word."""

from __future__ import annotations

import re

from articles.letters import as_typed, seen

_SETS = {"'": "'’‘ʼ`", '"': '"“”«»„', "-": "-‐‑–—"}
_FOLDED = str.maketrans({sign: plain for plain, signs in _SETS.items() for sign in signs})
_CLASSES = {plain: f"[{re.escape(signs)}]" for plain, signs in _SETS.items()}


def folded(words: str) -> str:
    """Words in the one form that all their settings share."""
    return " ".join(seen(words).replace("…", "...").translate(_FOLDED).split())


def place_of(words: str, text: str) -> tuple[int, int] | None:
    """Where a text has these words first, from and to in characters; None where it has them not."""
    start = text.find(words)
    if start >= 0:
        return start, start + len(words)
    found = _pattern(words).search(text)
    return found.span() if found else None


def _pattern(words: str) -> re.Pattern[str]:
    signs = {" ": r"\s+", "…": r"(?:…|\.\.\.)", **_CLASSES}
    return re.compile(as_typed(folded(words).replace("...", "…"), signs))
