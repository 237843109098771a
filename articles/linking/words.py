"""Words and signs of a text, each with its place; used by everything that looks for names."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.text.letters import INVISIBLE, MARKS, is_capital, seen

# A number includes its decimal point («4.5» is one word), a letter its combining accents.
_TOKEN = re.compile(rf"[\w{MARKS}]+(?:[.,]\d+)*|[^\w\s]")
# A word including the invisible characters in it.
_TYPED = re.compile(
    rf"[\w{MARKS}](?:[\w{MARKS}{INVISIBLE}]*[\w{MARKS}])?(?:[.,]\d+)*|[^\w\s{INVISIBLE}]"
)

# Each replaces one character by one, so that places in the text stay valid.
_SAME = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u2010": "-", "\u2011": "-"}

_ENDS = frozenset('.!?…:;«»“”„‟"‹›‚「」『』—–•·。！？؟۔।')


class Token(NamedTuple):
    """A word or a single sign, from `start` to before `end` in characters."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum() or len(self.text) > 1


def fold(text: str) -> str:
    """Return a text with one kind of apostrophe and one of hyphen; the length stays the same."""
    for sign, same in _SAME.items():  # a tenth of what `translate` takes
        text = text.replace(sign, same)
    return text


def tokens(text: str) -> list[Token]:
    """Return the words and signs of `text`, in order: «dell’ENI» is three. Each is as it is seen,
    so that a word is the same however it was typed; its place is the one in `text`.
    """
    folded = fold(text)
    if seen(text) is text:
        found = _TOKEN.finditer(folded)
        return [Token(match[0], match.start(), match.end()) for match in found]
    typed = (Token(seen(found[0]), *found.span()) for found in _TYPED.finditer(folded))
    return [token for token in typed if token.text]


def token_texts(text: str) -> list[str]:
    return _TOKEN.findall(fold(seen(text)))


def shape(word: str) -> str:
    """Return the shape of a word: `X` in capitals, `Xx` with a capital first, `XxX` with capitals
    inside, `x` without, `0` for a number, the sign itself for a sign, empty for an empty word.
    """
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
    """Return True if a sentence may end with this sign, so that the next word has a capital for
    that alone.
    """
    return token.text in _ENDS
