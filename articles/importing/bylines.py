"""Authors' names, read from a byline as it stands. Pure functions over strings: the caller says
which names are known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from articles.text.letters import MARKS, may_begin_name

#: Words before names that are no part of them, however they are written…
_EDITED_BY = re.compile(r"\A(?:a cura di|testo di|testi di|servizio di)\s+", re.IGNORECASE)
#: …and words that may be: with a capital they belong to the name, as in «Di Fantasy».
_BY = re.compile(r"\A(?:di|by)\s+")
_BY_OR_NAME = re.compile(r"\A(?:di|by)\s+", re.IGNORECASE)
_AND = re.compile(r"(\s*,\s+(?:(?:e|ed|and)\s+)?|\s+(?:e|ed|and|&)\s+)")
_AND_IN_CAPITALS = re.compile(r"(\s*,\s+(?:(?:E|ED|AND)\s+)?|\s+(?:E|ED|AND|&)\s+)")
_MOST_NAMES = 10

_WORD = re.compile(rf"[^\W\d_][\w{MARKS}]*")
_VOWEL = re.compile(r"[AEIOUY]")
_ACCENT_TYPED = re.compile(r"([AIOU])['’`´](?=\s|\Z)")
_ACCENTED = {"A": "À", "I": "Ì", "O": "Ò", "U": "Ù"}
_MC = re.compile(r"\bMc([a-z])(?=\w{2})")
_SMALL = re.compile(
    r"(?<=\s)(?:De La|De Las|De Los|Von Der|Von Und Zu|Von|Van Der|Van Den|Van De|Y|Bin|Ibn)(?=\s)"
)
#: Signatures in capitals that are not the name of a person.
_AGENCIES = frozenset(
    "ADNKRONOS AFP AGI ANSA AP ASKANEWS DPA EFE LAPRESSE RAI REUTERS UPI".split()  # noqa: SIM905
)


def signatures(byline: str, *, is_known: Callable[[str], bool]) -> list[str]:
    """Return the names in a byline, in order. A name known as it stands wins over its parts, and
    new ones are spelled as people write them. A byline that is not surely several names is one."""
    byline = " ".join(byline.split())
    for name in without_preposition(byline):
        if is_known(name):
            return [name]
    bare = _BY.sub("", _EDITED_BY.sub("", byline))
    several = _several(bare, is_known) if len(_parts(bare)) > 1 else None
    return several or [as_written(bare)]


def names_in(line: str) -> list[str]:
    """Return the full names that a line lists, or the name after words such as «a cura di»; an
    empty list for any other line."""
    bare = _EDITED_BY.sub("", line)
    names = _parts(_BY_OR_NAME.sub("", bare))[::2]
    is_list = (len(names) > 1 or bare != line) and all(map(_is_full_name, names))
    return names if is_list else []


def without_preposition(text: str) -> Iterator[str]:
    """Yield a name as it stands, then without a possible preposition before it."""
    edited = _EDITED_BY.sub("", text)
    yield from dict.fromkeys((text, edited, _BY.sub("", edited), _BY_OR_NAME.sub("", edited)))


def _parts(text: str) -> list[str]:
    """Split a text into names and, between them, their separators."""
    return (_AND_IN_CAPITALS if text.isupper() else _AND).split(text)


def _several(byline: str, is_known: Callable[[str], bool]) -> list[str] | None:
    """Return the names in a list of several; None if one of them is neither known nor surely a
    name."""
    parts, names, at = _parts(byline), [], 0
    if len(parts) > 2 * _MOST_NAMES:
        return None
    while at < len(parts):
        name, end = _longest_known(parts, at, is_known)
        if not name:
            bare = _BY_OR_NAME.sub("", parts[at]) if at == 0 else parts[at]
            if not _is_full_name(bare):
                return None
            name, end = as_written(bare), at + 1
        names.append(name)
        at = end + 1
    return names


def _longest_known(parts: list[str], at: int, is_known: Callable[[str], bool]) -> tuple[str, int]:
    """Return the longest known name that begins at part `at`, which may have an «e» of its own, and
    the index of the part after it; an empty name if there is none."""
    for end in range(len(parts), at, -2):
        text = "".join(parts[at:end])
        for name in without_preposition(text) if at == 0 else (text,):
            if is_known(name):
                return name, end
    return "", at


def _is_full_name(name: str) -> bool:
    """Return True if there are at least a first name and a surname."""
    return sum(may_begin_name(word[0]) for word in name.split()) > 1


def as_written(name: str) -> str:
    """Return a name in capitals as people write it: «NICOLÒ D'ANGELO» becomes Nicolò D'Angelo. A
    possible acronym, and words whose case nobody can know, stay as they are."""
    words = name.split()
    if not name.isupper() or (len(words) == 1 and name.isascii()) or _AGENCIES & set(words):
        return name
    accented = _ACCENT_TYPED.sub(
        lambda match: _ACCENTED[match[1]], unicodedata.normalize("NFC", name)
    )
    lowered = _WORD.sub(lambda match: _capitalized(match[0]), accented)
    lowered = _MC.sub(lambda match: f"Mc{match[1].upper()}", lowered)
    return _SMALL.sub(lambda match: match[0].lower(), lowered)


def _capitalized(word: str) -> str:
    is_initials = word.isascii() and len(word) < 4 and not _VOWEL.search(word)
    return word if is_initials or word in {"II", "III", "IV"} else word.capitalize()
