"""Letters and signs of every script, by their Unicode properties: pure functions, and classes of
characters for the brackets of a regular expression.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

#: Accents and vowels written on, under or beside a letter; `\w` does not match them.
MARKS = "".join(
    each for each in map(chr, range(0x300, 0xFE30)) if unicodedata.category(each)[0] == "M"
)
#: Invisible characters: Default_Ignorable_Code_Point in
#: https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: Apostrophes; each is one character, so that replacing one keeps places in a text valid.
APOSTROPHES = "'’‘ʼ`"

_HIDDEN = re.compile(f"[{INVISIBLE}]+")
_MAYBE_HIDDEN = f"[{INVISIBLE}]*"
_MADE_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def is_capital(letter: str) -> bool:
    return letter.isupper() or letter.istitle()  # «ǅ» is both letters of a digraph


def is_caseless(letter: str) -> bool:
    """Return True if the letter is of a script that writes names without capitals: 北, ع, ა."""
    return letter.isalpha() and letter.title() == letter.lower()


def may_begin_name(letter: str) -> bool:
    return is_capital(letter) or is_caseless(letter)


def begins_anew(character: str) -> bool:
    """Return True if a sentence may begin with the character."""
    return may_begin_name(character) or character.isdigit()


def seen(text: str) -> str:
    """Return a text as it is seen: without invisible characters, its accents composed (NFC). It is
    the same object if nothing changes.
    """
    return text if text.isascii() else _seen(text)


@lru_cache(maxsize=16)  # saving an article needs its texts several times
def _seen(text: str) -> str:
    bare = _HIDDEN.sub("", text) if _HIDDEN.search(text) else text
    return bare if unicodedata.is_normalized("NFC", bare) else unicodedata.normalize("NFC", bare)


def plain(text: str) -> str:
    """Return a text in the form in which words are compared: as it is seen, with one kind of
    apostrophe.
    """
    return seen(text).translate(_MADE_PLAIN)


def as_typed(words: str, signs: Mapping[str, str]) -> str:
    """Return a regular expression for words that look so, however they were typed: accents composed
    or not, invisible characters in between. `signs` are the expressions for some of their
    characters. No accent that the words do not have may follow.
    """
    typed = (signs.get(each) or _as_typed(each) for each in seen(words))
    return f"{_MAYBE_HIDDEN.join(typed)}(?![{MARKS}])"


def _as_typed(character: str) -> str:
    apart = unicodedata.normalize("NFD", character)
    if apart == character:
        return re.escape(character)
    return f"(?:{re.escape(character)}|{_MAYBE_HIDDEN.join(map(re.escape, apart))})"
