"""Differences as a person reads them: word by word, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from articles import markup

_TOKEN = re.compile(r"(?:\w+|[^\w\s]|(?<!\S)(?=\s))\s*")  # a word with the blanks after it
#: Above this many words on a side, what differs is shown whole: finding the words takes time
#: that grows with the product of the two.
_MOST_TOKENS = 4_000
#: Two blocks that share less than this are two texts, not one text changed.
_ALIKE = 0.4


class Span(NamedTuple):
    """A stretch of text, and whether the other side lacks it."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Row:
    """The same place in two texts. A side without anything is empty. `is_form` says that only
    what is not read differs: links, emphasis, the level of a heading."""

    before: tuple[Span, ...]
    after: tuple[Span, ...]
    is_form: bool = False

    @property
    def is_changed(self) -> bool:
        return self.is_form or any(span.is_changed for span in (*self.before, *self.after))


def compare_texts(before: str, after: str) -> Row:
    """Compare two short texts word by word."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        same = before == after
        return Row((Span(before, not same),), (Span(after, not same),))
    # Blanks do not make two words one.
    words = [[token.strip() for token in side] for side in (old, new)]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    left, right = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if a < b:
            left.append(Span("".join(old[a:b]), kind != "equal"))
        if c < d:
            right.append(Span("".join(new[c:d]), kind != "equal"))
    return Row(tuple(left), tuple(right))


def compare_blocks(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Compare two lists of blocks of clean HTML, each beside its fellow."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    rows: list[Row] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            rows += [_same(block) for block in before[a:b]]
        else:
            rows += _pair(before[a:b], after[c:d])
    return rows


def _read(block: str) -> str:
    return markup.plain_text(block, tells_pictures=True)


def _same(block: str) -> Row:
    spans = (Span(_read(block), False),)
    return Row(spans, spans)


def _pair(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Rows of blocks that changed: those that are alike beside each other, the others alone."""
    rows: list[Row] = []
    rest = list(after)
    for block in before:
        old = _read(block)
        place = next((n for n, new in enumerate(rest) if _are_alike(block, new)), None)
        if place is None:
            rows.append(Row((Span(old, True),), ()))
            continue
        rows += [Row((), (Span(_read(new), True),)) for new in rest[:place]]
        new = _read(rest[place])
        rows.append(_same_words(old) if old == new else compare_texts(old, new))
        del rest[: place + 1]
    return rows + [Row((), (Span(_read(new), True),)) for new in rest]


def _same_words(text: str) -> Row:
    spans = (Span(text, False),)
    return Row(spans, spans, is_form=True)


def _are_alike(before: str, after: str) -> bool:
    old, new = _read(before).split(), _read(after).split()
    if old == new:
        return True
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE
