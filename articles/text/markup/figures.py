"""Figures of a body: a picture, several of them, a table, a player, or a link on a line of its own;
each with words under it.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from articles.text.markup.elements import Element, is_blank, plain
from articles.text.markup.parsing import Event, children
from articles.text.markup.tables import is_layout, read_table
from articles.text.markup.vocabulary import PLAYERS, file_name, is_linkable, picture_name

#: Returns the text of an element, by the events and its place, as a block with a tag.
Line = Callable[[Sequence[Event], int, str], Element]


class Placed(NamedTuple):
    """Figures, and the places of what stood among them and is no part of one."""

    figures: list[Element]
    rest: list[int]


def place_figure(events: Sequence[Event], place: int, line: Line) -> Placed | None:
    """Return the figures made of the figure, table, picture or player that starts at `place`; None
    if it holds none of these, and is read like any other text.
    """
    inner = [place, *_starts(events, place)]
    pictures = [each for each in inner if events[each].tag == "img"]
    shown = [_picture(events[each]) for each in pictures]
    own = [(each, picture) for each, picture in zip(pictures, shown, strict=True) if picture]
    tables = [each for each in inner if events[each].tag == "table"]
    players = [each for each in inner if events[each].tag in PLAYERS]
    captions = _captions(events, place)
    if tables:
        if is_layout(events, tables[0]):
            return None
        title = [each for each in captions if each < tables[0]][:1]
        source = [each for each in captions if each > tables[0]][:1]
        table = read_table(events, tables[0], title, line)
        figures = [_figure([table], events, source, line)] if table else []
        figures += [Element("figure", content=[picture]) for _, picture in own]
        return Placed(figures, _rest(events, place, {tables[0], *title, *source}))
    if len(own) > 1 and events[place].tag == "figure":
        return _gallery(events, place, own, captions, line)
    if own:
        figure = _figure([own[0][1]], events, captions[:1], line)
        return Placed([figure], _rest(events, place, {own[0][0], *captions[:1]}))
    if pictures and events[place].tag == "img":
        return Placed([], [])
    if players:
        file = events[players[0]]
        if not file_name(file.attributes.get("src", "")):
            return Placed([], _rest(events, place, {*players}))
        element = Element(file.tag, {"src": file.attributes["src"]})
        figure = _figure([element], events, captions[:1], line)
        return Placed([figure], _rest(events, place, {*players, *captions[:1]}))
    return _link(events, place, captions, line)


def _starts(events: Sequence[Event], place: int) -> Iterator[int]:
    for number in range(place + 1, events[place].partner):
        if events[number].tag and not events[number].is_end:
            yield number


def _captions(events: Sequence[Event], place: int) -> list[int]:
    """Return the captions of the figure itself, or of one within a figure that holds one alone."""
    return [each for each in _starts(events, place) if events[each].tag == "figcaption"]


def _picture(event: Event) -> Element | None:
    source = event.attributes.get("src", "")
    if not picture_name(source):
        return None
    alt = event.attributes.get("alt")
    words = {} if alt is None else {"alt": " ".join(alt.split())}
    return Element("img", {"src": source, **words})


def _figure(
    content: list[Element], events: Sequence[Event], captions: Sequence[int], line: Line
) -> Element:
    """Return a figure, with a caption if it has words."""
    figure = Element("figure", content=[*content])
    for place in captions:
        caption = line(events, place, "figcaption")
        if not is_blank(caption.content):
            figure.add(caption)
    return figure


def _gallery(
    events: Sequence[Event],
    place: int,
    pictures: list[tuple[int, Element]],
    captions: Sequence[int],
    line: Line,
) -> Placed:
    """Return a figure of figures: each caption belongs to the picture with which it shares the
    innermost figure, the one that is left to all.
    """
    gallery, taken = Element("figure"), set()
    around = [number for number in _starts(events, place) if events[number].tag == "figure"]
    for number, picture in pictures:
        taken.add(number)
        own = [each for each in around if each < number < events[each].partner]
        within = (each for each in captions if own and own[-1] < each < events[own[-1]].partner)
        caption = [each for each in within if each not in taken][:1]
        taken.update(caption)
        gallery.add(_figure([picture], events, caption, line))
    lead = [each for each in captions if each not in taken][:1]
    for each in lead:
        words = line(events, each, "figcaption")
        if not is_blank(words.content):
            gallery.add(words)
    return Placed([gallery], _rest(events, place, taken | {*lead}))


def _link(
    events: Sequence[Event], place: int, captions: Sequence[int], line: Line
) -> Placed | None:
    """Return a figure that is a link alone: to a video, a map, a document, a page elsewhere."""
    links = [each for each in _starts(events, place) if events[each].tag == "a"]
    outside = [each for each in links if not any(c < each < events[c].partner for c in captions)]
    if len(outside) != 1:
        return None
    [start] = outside
    href = " ".join(events[start].attributes.get("href", "").split())
    is_own = bool(file_name(href))
    if not is_linkable(href) or not (is_own or href.lower().startswith("http")):
        return None
    rest = _rest(events, place, {start, *captions[:1]})
    if rest:
        return None  # a link among other words
    words = plain(line(events, start, "figcaption").content) or html.unescape(href)
    link = Element("a", {"href": href}, [words])
    return Placed([_figure([link], events, captions[:1], line)], [])


def _rest(events: Sequence[Event], place: int, taken: set[int]) -> list[int]:
    """Return the places of what is read beside the elements that were taken: the outermost
    elements that hold none of these, and texts.
    """
    rest: list[int] = []
    if place in taken:
        return rest
    for each in children(events, place):
        event = events[each]
        if each in taken:
            continue
        if any(each < one < event.partner for one in taken):
            rest += _rest(events, each, taken)
        elif event.text.strip() or (event.tag and _has_words(events, each)):
            rest.append(each)
    return rest


def _has_words(events: Sequence[Event], place: int) -> bool:
    return any(events[each].text.strip() for each in range(place, events[place].partner))
