"""Words and signs of a text, each with its place. Everything that looks for names sees these."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import NamedTuple

from articles.letters import is_capital

# A number goes on over its point («4.5» is one word), a letter over its combining accents.
_TOKEN = re.compile(r"[\w\u0300-\u036f]+(?:[.,]\d+)*|[^\w\s]")

# Each stands for one character, so that places in the text stay true.
_SAME = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u2010": "-", "\u2011": "-"}

_ENDS = frozenset('.!?…:;«»“”"—–•·')


class Token(NamedTuple):
    """A word or a single sign, from `start` to before `end` in characters."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum() or len(self.text) > 1


def fold(text: str) -> str:
    """One kind of apostrophe and of hyphen; the length stays."""
    for sign, same in _SAME.items():  # a tenth of what `translate` takes
        text = text.replace(sign, same)
    return text


def tokens(text: str) -> list[Token]:
    """The words and signs of `text`, in order: «dell’ENI» is three. Accents that combine are
    composed (NFC), so that a word is one however it was typed; its place is where it stands."""
    found = _TOKEN.finditer(fold(text))
    if unicodedata.is_normalized("NFC", text):
        return [Token(match[0], match.start(), match.end()) for match in found]
    compose = partial(unicodedata.normalize, "NFC")
    return [Token(compose(match[0]), match.start(), match.end()) for match in found]


def token_texts(text: str) -> list[str]:
    return _TOKEN.findall(fold(unicodedata.normalize("NFC", text)))


def shape(word: str) -> str:
    """How a word is written: `X` in capitals, `Xx` with a capital first, `x` without, `0` a
    number, the sign itself for a sign, nothing for none."""
    if not word:
        return ""
    if word.isupper():
        return "X"
    if is_capital(word[0]):
        return "Xx" if word[1:].islower() or len(word) == 1 else "XxX"
    if word[0].isdigit():
        return "0"
    return "x" if word[0].isalpha() else word


def ends_sentence(token: Token) -> bool:
    """Whether what comes after this sign begins anew, with a capital for that alone."""
    return token.text in _ENDS
