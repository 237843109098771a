"""Reading of well-formed HTML as a list of events, in which a writer can look ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from articles.text.characters import clean_paragraphs, clean_stretch
from articles.text.markup.vocabulary import RENAMED, VOID


@dataclass(eq=False, slots=True)
class Event:
    """The start of an element, its end, or a text (`tag` is empty). `partner` is the place of the
    end of a start, and of the start of an end, in the list of events.
    """

    tag: str = ""
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    is_end: bool = False
    partner: int = -1


def read_events(source: str) -> list[Event]:
    """Return the events of HTML in which every element that is no void one is closed."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.events


def children(events: Sequence[Event], start: int) -> Iterator[int]:
    """Yield the places of the starts and texts directly within the element that starts there."""
    place, end = start + 1, events[start].partner
    while place < end:
        yield place
        place = max(place, events[place].partner) + 1


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []
        self.open: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = RENAMED.get(tag, tag)
        place = len(self.events)
        attributes = {name: clean_stretch(value or "") for name, value in attrs}
        self.events.append(Event(tag, attributes=attributes))
        if tag in VOID:
            self.events[place].partner = place
        else:
            self.open.append(place)

    def handle_endtag(self, tag: str) -> None:
        tag = RENAMED.get(tag, tag)
        if self.open and self.events[self.open[-1]].tag == tag:
            start = self.open.pop()
            self.events[start].partner = len(self.events)
            self.events.append(Event(tag, is_end=True, partner=start))

    def handle_data(self, data: str) -> None:
        # Cleaned here, outside tags: a mark that combines with the «>» of a tag would break it.
        self.events.append(Event(text=clean_paragraphs(data)))

    def close(self) -> None:
        super().close()
        while self.open:
            self.handle_endtag(self.events[self.open[-1]].tag)
