"""Differences as a person reads them: word by word, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles.text import markup
from articles.text.diff.matching import Matcher

_TOKEN = re.compile(r"(?:\w+|[^\w\s]|(?<!\S)(?=\s))\s*")  # a word with the blanks after it
#: The most words on a side; longer texts are shown whole, because comparing words takes time in
#: proportion to the product of the two.
_MOST_TOKENS = 4_000
#: The most pairs of blocks tested for likeness in one run of changes; the others are shown one
#: after the other.
_MOST_PAIRS = 2_000
#: The likeness below which two blocks are two texts, not one text changed.
_ALIKE = 0.4


class Span(NamedTuple):
    """A part of a text; `is_changed` if the other side lacks it."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Row:
    """The same place in two texts; a side may be empty. `is_form` if the words are the same, and
    only links, emphasis or the level of a heading differ.
    """

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
    # Words are compared without the blanks after them.
    words = [[token.strip() for token in side] for side in (old, new)]
    matcher = Matcher(*words)
    left, right = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if a < b:
            left.append(Span("".join(old[a:b]), kind != "equal"))
        if c < d:
            right.append(Span("".join(new[c:d]), kind != "equal"))
    return Row(tuple(left), tuple(right))


def compare_blocks(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Compare two lists of blocks of clean HTML, similar ones side by side."""
    matcher = Matcher(before, after)
    rows: list[Row] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            rows += [_same(block) for block in before[a:b]]
        else:
            rows += _pair(before[a:b], after[c:d])
    return rows


def _read(block: str) -> str:
    return markup.plain_text(block, in_full=True)


def _same(block: str) -> Row:
    spans = (Span(_read(block), False),)
    return Row(spans, spans)


def _pair(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Return rows of changed blocks: similar ones side by side, the others alone."""
    rows: list[Row] = []
    olds, news = [_read(block) for block in before], [_read(block) for block in after]
    words = [new.split() for new in news]
    done, pairs = 0, 0
    for old in olds:
        place, old_words = None, old.split()
        for number in range(done, len(news)):
            if (pairs := pairs + 1) > _MOST_PAIRS:
                break
            if _are_alike(old_words, words[number]):
                place = number
                break
        if place is None:
            rows.append(Row((Span(old, True),), ()))
            continue
        rows += [Row((), (Span(new, True),)) for new in news[done:place]]
        new = news[place]
        rows.append(_same_words(old) if old == new else compare_texts(old, new))
        done = place + 1
    return rows + [Row((), (Span(new, True),)) for new in news[done:]]


def _same_words(text: str) -> Row:
    spans = (Span(text, False),)
    return Row(spans, spans, is_form=True)


def _are_alike(old: list[str], new: list[str]) -> bool:
    if old == new:
        return True
    matcher = Matcher(old, new)
    return matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE
