"""Words and signs of a text, each with its place. Everything that looks for names sees these."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.text.letters import INVISIBLE, MARKS, is_capital, seen

# A number goes on over its point («4.5» is one word), a letter over its combining accents.
_TOKEN = re.compile(rf"[\w{MARKS}]+(?:[.,]\d+)*|[^\w\s]")
# A word over what is not seen in it, too.
_TYPED = re.compile(
    rf"[\w{MARKS}](?:[\w{MARKS}{INVISIBLE}]*[\w{MARKS}])?(?:[.,]\d+)*|[^\w\s{INVISIBLE}]"
)

# Each stands for one character, so that places in the text stay true.
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
    """One kind of apostrophe and of hyphen; the length stays."""
    for sign, same in _SAME.items():  # a tenth of what `translate` takes
        text = text.replace(sign, same)
    return text


def tokens(text: str) -> list[Token]:
    """The words and signs of `text`, in order: «dell’ENI» is three. Each is as it is seen, so that
    a word is one however it was typed; its place is where it stands."""
    folded = fold(text)
    if seen(text) is text:
        found = _TOKEN.finditer(folded)
        return [Token(match[0], match.start(), match.end()) for match in found]
    typed = (Token(seen(found[0]), *found.span()) for found in _TYPED.finditer(folded))
    return [token for token in typed if token.text]


def token_texts(text: str) -> list[str]:
    return _TOKEN.findall(fold(seen(text)))


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
