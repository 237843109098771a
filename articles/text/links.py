"""Links put into a clean body: pure functions, HTML in, HTML out."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import NamedTuple

from articles.text.markup import BLOCKS

_NEVER_LINKED = frozenset(
    {"a", "h2", "h3", "h4", "blockquote", "figcaption", "caption", "code", "pre", "small"}
)


class Link(NamedTuple):
    """A link on part of a text, from `start` to before `end`."""

    start: int
    end: int
    address: str


def link_first(clean: str, find: Callable[[str], Iterable[Link]], *, addresses: int) -> str:
    """Link, in a clean body, the first place of each address that `find` gives for a text; there
    are `addresses` of them.

    `find` is called for each block as it is read, until every address has its link. Nothing is
    linked inside a link, a heading, a quotation, a caption, a note or code, nor where inline tags
    cut a name.
    """
    linker = _Linker(find, addresses)
    linker.feed(clean)
    linker.close()
    linker.end_block()
    return "".join(linker.out)


class _Part(NamedTuple):
    """A part of a block: as written in HTML, and as read; `is_open` if it may be linked."""

    written: str
    read: str
    is_open: bool = False


class _Linker(HTMLParser):
    def __init__(self, find: Callable[[str], Iterable[Link]], addresses: int) -> None:
        super().__init__(convert_charrefs=True)
        self.find, self.addresses = find, addresses
        self.out: list[str] = []
        self.block: list[_Part] = []
        self.closed = 0  # open tags in which nothing is linked
        self.notes = 0  # open footnotes
        self.is_pull_quote = False  # whose words stand in the text already
        self.linked: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_block()
        self.is_pull_quote = self.is_pull_quote or (tag == "aside" and bool(attrs))
        self.closed += tag in _NEVER_LINKED
        self.notes += tag == "small"
        self.block.append(_Part(self.get_starttag_text(), "\n" if tag == "br" else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        self.is_pull_quote = self.is_pull_quote and tag != "aside"
        self.closed -= tag in _NEVER_LINKED
        self.notes -= tag == "small"
        self.block.append(_Part(f"</{tag}>", ""))

    def handle_data(self, data: str) -> None:
        # A note interrupts a sentence, which is read as if it were not there.
        read = "" if self.notes else data
        self.block.append(_Part(_escape(data), read, not (self.closed or self.is_pull_quote)))

    def end_block(self) -> None:
        """Write the parts gathered since the block began, with links."""
        links: list[Link] = []
        if len(self.linked) < self.addresses and any(part.is_open for part in self.block):
            links = sorted(self.find("".join(part.read for part in self.block)))
        place = 0
        for part in self.block:
            self.out.append(self._link(part.read, place, links) if part.is_open else part.written)
            place += len(part.read)
        self.block = []

    def _link(self, text: str, place: int, links: list[Link]) -> str:
        """Return the text that begins at `place` in its block, with the links that lie within
        it.
        """
        done, out = 0, []
        for start, end, address in links:
            start, end = start - place, end - place
            if start < done or end > len(text) or address in self.linked:
                continue
            self.linked.add(address)
            out += [
                _escape(text[done:start]),
                f'<a href="{html.escape(address)}">{_escape(text[start:end])}</a>',
            ]
            done = end
        return "".join([*out, _escape(text[done:])])


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
