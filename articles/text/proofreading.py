"""Proofreading of a clean body before publication: pure functions. Each remark quotes the words it
is about, so that the desk can link to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from articles.text.markup import BLOCKS, HEADINGS
from articles.text.quotation_marks import marks_in

_CLOSING = frozenset("»”」』〞〟")
_VAGUE = re.compile(
    r"\A(?:clicca(?:te)?(?: qui)?|qui|(?:(?:a|in) )?questo link|link|leggi(?: qui)?|vai)\W*\Z",
    re.IGNORECASE,
)
_QUOTED = 60  # characters of a quotation


class Anchor(NamedTuple):
    """A link in a text: its address and its words."""

    href: str
    text: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str]] = []
        self.is_in_box = False
        self.anchors: list[Anchor] = []
        self._href: str | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_in_box = self.is_in_box or tag == "aside"
        if tag in BLOCKS:
            self.blocks.append(("" if self.is_in_box else tag, ""))
        elif tag == "a":
            self._href, self._words = dict(attrs).get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        self.is_in_box = self.is_in_box and tag != "aside"
        if tag == "a" and self._href is not None:
            self.anchors.append(Anchor(self._href, self._words.strip()))
            self._href = None

    def handle_data(self, data: str) -> None:
        if self._href is not None:
            self._words += data
        if self.blocks:
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)


def _read(clean: str) -> _Reader:
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader


def anchors(clean: str) -> list[Anchor]:
    """Return the links of a body, in order."""
    return _read(clean).anchors


def vague_links(clean: str) -> list[str]:
    """Return the words of links that do not say where they lead: «clicca qui»."""
    return [anchor.text for anchor in anchors(clean) if _VAGUE.match(anchor.text)]


def skipped_headings(clean: str) -> list[str]:
    """Return the headings that are under none of the level above; those of boxes stand alone."""
    level, skipped = 1, []
    for tag, text in _read(clean).blocks:
        if tag in HEADINGS:
            if int(tag[1]) > level + 1:
                skipped.append(text.strip())
            else:
                level = int(tag[1])
    return skipped


def open_quotations(*texts: str) -> list[str]:
    """Return the beginnings of quotations that are never closed, or closed and never opened, in
    plain texts. A quotation may go on over paragraphs, each beginning with the mark again.
    """
    found = []
    for text in texts:
        found += list(_open_in(text))
    return found


def _open_in(text: str) -> Iterator[str]:
    for place in marks_in(text).strays:
        if text[place] in _CLOSING:
            yield text[max(0, place - _QUOTED) : place + 1].split("\n")[-1]
        else:
            yield text[place : place + _QUOTED].split("\n")[0]


def likeness(one: str, other: str) -> float:
    """Return the likeness of two headlines, from 0 to 1: the share of their words that both
    have.
    """
    words, others = (
        {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2}
        for text in (one, other)
    )
    return len(words & others) / len(words | others) if words and others else 0.0
