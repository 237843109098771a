"""Differences as a person reads them: word by word, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles.text import markup
from articles.text.diff.matching import Matcher

_TOKEN = re.compile(r"(?:\w+|[^\w\s]|(?<!\S)(?=\s))\s*")  # a word with the blanks after it
#: Above this many words on a side, what differs is shown whole: finding the words takes time
#: that grows with the product of the two.
_MOST_TOKENS = 4_000
#: Pairs of blocks that are looked at for being alike, in one stretch that differs: the others are
#: shown one after the other.
_MOST_PAIRS = 2_000
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
    matcher = Matcher(*words)
    left, right = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if a < b:
            left.append(Span("".join(old[a:b]), kind != "equal"))
        if c < d:
            right.append(Span("".join(new[c:d]), kind != "equal"))
    return Row(tuple(left), tuple(right))


def compare_blocks(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Compare two lists of blocks of clean HTML, each beside its fellow."""
    matcher = Matcher(before, after)
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
