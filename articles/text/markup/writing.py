"""Writing of any well-formed HTML in the vocabulary, every text within a block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.text.markup.elements import Element, is_apart, is_new_line
from articles.text.markup.figures import place_figure
from articles.text.markup.parsing import Event
from articles.text.markup.vocabulary import (
    BLOCKS,
    FOOTNOTE,
    HEADINGS,
    INLINE,
    PLAYERS,
    PULL_QUOTE,
    is_linkable,
    known_attributes,
)

#: Tags that stand within each other, and the most levels: no text has as many.
_NESTING = INLINE | {"ul", "ol", "blockquote"}
_MOST_LEVELS = 16
#: Blocks that text closes by beginning one of its own, and those that hold lines of text alone.
_PARAGRAPHS = frozenset({"p", "pre", *HEADINGS})
_LINES = frozenset({"figcaption", "caption", "td", "th"})
_WHOLE = frozenset({"figure", "table", "img", "aside", *PLAYERS})
_SPACES = re.compile(r"[ \t\n\r]+")


def write_blocks(events: Sequence[Event]) -> list[Element]:
    """Return the blocks of a body."""
    writer = _Writer(events)
    writer.write(0, len(events))
    return writer.root.content  # whatever is still open has its place there


def write_line(events: Sequence[Event], place: int, tag: str) -> Element:
    """Return the text of the element that starts at `place` as a block of lines with this tag: of
    blocks only the words stay, on lines of their own. What is no text is left out.
    """
    writer = _Writer(events, Element(tag))
    writer.write(place + 1, events[place].partner)
    content = writer.root.content
    if content and isinstance(content[-1], str):
        content[-1] = content[-1].rstrip(" ")
    return writer.root


class _Writer:
    def __init__(self, events: Sequence[Event], root: Element | None = None) -> None:
        self.events = events
        self.root = root or Element("")
        self.blocks = [self.root]
        self.marks: list[Element] = []  # the tags in which the next text stands
        self.line: list[Element] = []  # the first of them, as they are written in this block
        self.made: dict[int, Element | None] = {}  # what was made of a start
        self.is_break_due = False  # before the next text of a list item

    def write(self, start: int, end: int) -> None:
        place = start
        while place < end:
            event = self.events[place]
            if event.is_end:
                self._end(event)
            elif not event.tag:
                self._text(event.text)
            elif event.tag == "br":
                self._break()
            elif event.tag in _WHOLE:
                place = self._whole(place)
            elif event.tag in INLINE:
                self.made[place] = self._mark(event)
            elif event.tag in BLOCKS:
                self.made[place] = self._block(event)
            place += 1

    # Blocks

    @property
    def block(self) -> Element:
        return self.blocks[-1]

    def _block(self, event: Event) -> Element | None:
        """Open a block, if one may stand here; otherwise its words are kept apart."""
        tag = event.tag
        if self.block.tag in _LINES:
            self.is_break_due = True
            return None
        self._end_paragraph()
        if tag == "hr":
            return self._pause()
        if tag == "li":
            self._end_implied_item()
        if self._is_too_deep(tag):
            return self._keep_apart()
        if tag == "li" and self.block.tag not in {"ul", "ol"}:
            tag = "p"
        if tag not in {"p", "pre", "li", "ul", "ol", "blockquote", *HEADINGS}:
            tag = "p"  # a caption of nothing, a cell of no table
        if tag == "p" and self.block.tag == "li":
            self.is_break_due = True  # list items hold text, not paragraphs
            return None
        if tag == "h2" and self._within("aside"):
            tag = "h3"
        return self._open(Element(tag, known_attributes(event.tag, event.attributes)))

    def _whole(self, place: int) -> int:
        """Write what is read as a whole; return the place of its last event that was read."""
        event = self.events[place]
        if event.tag == "aside":
            return self._box(place)
        if self.root.tag:
            self.is_break_due = self.is_break_due or event.tag in BLOCKS
            self.made[place] = None
            return event.partner if event.tag in PLAYERS else place
        placed = place_figure(self.events, place, write_line)
        if placed is None:
            self.made[place] = None
            self._end_paragraph()
            return place
        if placed.figures:
            self._close(self._outermost())
            self._outermost().add(*placed.figures)
        for start in placed.rest:
            self._end_paragraph()
            self.write(start, max(start, self.events[start].partner) + 1)
        return event.partner

    def _box(self, place: int) -> int:
        """Open a box, or write a pull quote; neither stands within anything else."""
        event = self.events[place]
        if self.block.tag in _LINES or self._within("aside"):
            self.made[place] = None
            self.is_break_due = True
            self._end_paragraph()
            return place
        self._close(self.root)
        if event.attributes.get("role") != PULL_QUOTE:
            self.made[place] = self._open(Element("aside"))
            return place
        quoted = write_line(self.events, place, "td")
        quoted.tag = "p"
        self.root.add(Element("aside", {"role": PULL_QUOTE}, [quoted]))
        return event.partner

    def _outermost(self) -> Element:
        """Return the block in which figures stand: the body, or a box."""
        return next((block for block in self.blocks if block.tag == "aside"), self.root)

    def _within(self, *tags: str) -> bool:
        return any(block.tag in tags for block in self.blocks)

    def _pause(self) -> None:
        if self.block.tag in {"", "aside"}:
            self.block.add(Element("hr"))
        else:
            self.is_break_due = True

    def _is_too_deep(self, tag: str) -> bool:
        if tag == "li":
            return self.block.tag == "li"  # of a list that was too deep
        return tag in _NESTING and len(self.blocks) + len(self.marks) > _MOST_LEVELS

    def _keep_apart(self) -> None:
        """Write a space between two words where a block between them is left out."""
        if self.block.tag in {"li", "p"}:
            self._add_blank()

    def _open(self, block: Element) -> Element:
        self.block.add(block)
        self.blocks.append(block)
        return block

    def _close(self, block: Element) -> None:
        """Close all that is open within the block."""
        self.line = []
        while self.block is not block:
            self.blocks.pop()

    def _end_paragraph(self) -> None:
        if self.block.tag in _PARAGRAPHS:
            self._close(self.blocks[-2])
        elif self.block.tag == "li":
            self.line = []

    def _end_implied_item(self) -> None:
        """Close an item that a text within a list has begun."""
        if self.block.tag == "li" and self.block not in self.made.values():
            self._close(self.blocks[-2])

    def _end(self, event: Event) -> None:
        made = self.made.pop(event.partner, None)
        if made is None:
            if event.tag in BLOCKS:
                self.is_break_due = True
        elif made in self.marks:
            self.marks.remove(made)
            del self.line[len(self.marks) :]
        elif made in self.blocks:
            self._close(self.blocks[self.blocks.index(made) - 1])

    # Text

    def _mark(self, event: Event) -> Element | None:
        known = known_attributes(event.tag, event.attributes)
        match event.tag:
            case "a":
                href = _href(event)
                if not is_linkable(href):
                    return None
                known = {"href": href}
            case "small" if known.get("role") != FOOTNOTE or self._is_marked("small"):
                return None
            case "span" if not known:
                return None
        if self._is_too_deep(event.tag):
            return None
        mark = Element(event.tag, known)
        self.marks.append(mark)
        return mark

    def _is_marked(self, tag: str) -> bool:
        return any(mark.tag == tag for mark in self.marks)

    @property
    def _text_of(self) -> list[Element | str]:
        """The content to which the next text is added."""
        return self.line[-1].content if self.line else self.block.content

    def _text(self, text: str) -> None:
        if self.block.tag == "pre":
            self.block.add(text if self.block.content else text.lstrip("\n"))
            return
        text = _SPACES.sub(" ", text)
        if not text.strip(" "):
            if self.block.tag in {"p", "li", *HEADINGS, *_LINES}:
                self._add_blank()
            return
        self._begin_text()
        content = self._text_of
        is_first = not self.line and not content
        content.append(text.lstrip(" ") if is_first or is_apart(content) else text)

    def _add_blank(self) -> None:
        content = self._text_of
        if content and not is_apart(content):
            content.append(" ")

    def _break(self) -> None:
        if self.block.tag == "pre":
            self.block.add("\n")
        elif self._is_marked("small") or self.block.tag in HEADINGS:
            self._add_blank()
        elif self.block.tag in {"p", "li", *_LINES}:
            self._begin_line()
            self._text_of.append(Element("br"))

    def _begin_text(self) -> None:
        """Open a paragraph if no block of text is open."""
        match self.block.tag:
            case "" | "aside" | "blockquote":
                self._open(Element("p"))
            case "ul" | "ol":
                self._open(Element("li"))
        if self.is_break_due:
            self.is_break_due = False
            if self.block.tag in {"li", *_LINES} and not is_new_line(self.block.content):
                self.line = []
                self.block.add(Element("br"))
        self._begin_line()

    def _begin_line(self) -> None:
        """Write the tags in which the next text stands."""
        for mark in self.marks[len(self.line) :]:
            written = Element(mark.tag, mark.attributes)
            self._text_of.append(written)
            self.line.append(written)


def _href(event: Event) -> str:
    href = event.attributes.get("href", "").strip()
    return f"https://{href}" if href.lower().startswith("www.") else href  # as people write them
