"""Letters and signs of every script, by what Unicode says of them: pure functions, and classes of
characters that stand between the brackets of a regular expression."""

from __future__ import annotations

import re
import unicodedata

#: Accents and vowels that are written on, under or beside a letter: `\w` has them not.
MARKS = "".join(
    each for each in map(chr, range(0x300, 0xFE30)) if unicodedata.category(each)[0] == "M"
)
#: What is not seen: Default_Ignorable_Code_Point in
#: https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: Each stands for one character, so that places in a text stay true.
APOSTROPHES = "'’‘ʼ`"

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_MADE_PLAIN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def is_capital(letter: str) -> bool:
    return letter.isupper() or letter.istitle()  # «ǅ» is both letters of a digraph


def is_caseless(letter: str) -> bool:
    """Whether it is of a script that writes names without capitals: 北, ع, ა."""
    return letter.isalpha() and letter.title() == letter.lower()


def may_begin_name(letter: str) -> bool:
    return is_capital(letter) or is_caseless(letter)


def begins_anew(character: str) -> bool:
    """Whether a sentence may begin with it."""
    return may_begin_name(character) or character.isdigit()


def visible(text: str) -> str:
    """A text without the signs that nobody sees."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def plain(text: str) -> str:
    """A text as its words are compared: what is seen of it, accents composed (NFC), one
    apostrophe."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", visible(text))
    return text.translate(_MADE_PLAIN)
