"""Tables of a body: a title, rows of headers, rows of cells, every row as wide as the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.text.markup.elements import Element, is_blank
from articles.text.markup.parsing import Event
from articles.text.markup.vocabulary import MOST_COLUMNS, is_known_value

_CELLS = frozenset({"td", "th"})
Line = Callable[[Sequence[Event], int, str], Element]


@dataclass
class _Row:
    cells: list[Element]
    is_head: bool


def is_layout(events: Sequence[Event], place: int) -> bool:
    """Return True if a table is but a layout: it holds another one, or a single cell."""
    inner = events[place + 1 : events[place].partner]
    starts = [event.tag for event in inner if not event.is_end]
    return "table" in starts or sum(tag in _CELLS for tag in starts) < 2


def read_table(
    events: Sequence[Event], place: int, title: Sequence[int], line: Line
) -> Element | None:
    """Return the table that starts at `place`; None if no cell has words. The caption is its own,
    or the element at the place in `title`.
    """
    table, rows, captions, head = Element("table"), [], [*title], 0
    for number in range(place + 1, events[place].partner):
        event = events[number]
        if event.tag == "thead":
            head += -1 if event.is_end else 1
        elif event.is_end:
            continue
        elif event.tag == "caption":
            captions.append(number)
        elif event.tag == "tr":
            rows.append(_Row([], bool(head)))
        elif event.tag in _CELLS and rows:
            cell = line(events, number, event.tag)
            cell.attributes = _spans(event)
            rows[-1].cells.append(cell)
    rows = [row for row in rows if row.cells]
    if all(is_blank(cell.content) for row in rows for cell in row.cells):
        return None
    for number in captions:
        caption = line(events, number, "caption")
        if not is_blank(caption.content):
            table.add(caption)
            break
    table.add(*_sections(rows))
    return table


def _spans(event: Event) -> dict[str, str]:
    return {
        name: value
        for name in ("colspan", "rowspan")
        if (value := event.attributes.get(name, "")) and is_known_value("td", name, value)
    }


def _sections(rows: list[_Row]) -> list[Element]:
    """Return the head, whose cells are all headers, and the body."""
    end = next(
        (n for n, row in enumerate(rows) if not (row.is_head or _is_of_headers(row))), len(rows)
    )
    sections = []
    for tag, part in (("thead", rows[:end]), ("tbody", rows[end:])):
        for row in part:
            for cell in row.cells:
                cell.tag = "th" if tag == "thead" else cell.tag
        if part:
            sections.append(
                Element(tag, content=[Element("tr", content=row.cells) for row in part])
            )
    widths = [_fit(section.content) for section in sections]
    widest = max(map(max, widths))
    # A table too wide for a page is refused (see `tables.check_sizes`): it is not filled up first.
    for section, taken in zip(sections, widths, strict=True) if widest <= MOST_COLUMNS else ():
        for row, width in zip(section.content, taken, strict=True):
            row.content += [
                Element("td" if section.tag == "tbody" else "th") for _ in range(widest - width)
            ]
    for section in sections:
        for cell in (cell for row in section.content for cell in row.content):
            if cell.tag == "th":
                scope = "col" if section.tag == "thead" else "row"
                cell.attributes = {"scope": scope, **cell.attributes}
    return sections


def _is_of_headers(row: _Row) -> bool:
    return all(cell.tag == "th" for cell in row.cells)


def _fit(rows: list[Element]) -> list[int]:
    """Bound the spans of a section, so that no cell lies over another or ends outside of it
    (https://html.spec.whatwg.org/multipage/tables.html#forming-a-table); return how many columns of
    each row are taken.
    """
    below: list[int] = []  # of each column, the rows that a cell above still takes
    widths = []
    for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
        column = 0
        for cell in row.content:
            while column < len(below) and below[column]:
                column += 1
            room = max(1, MOST_COLUMNS + 1 - column)
            wide = min(int(cell.attributes.get("colspan", 1)), room)
            wide = next((n for n in range(wide) if any(below[column + n : column + n + 1])), wide)
            high = min(int(cell.attributes.get("rowspan", 1)), left)
            spans = {"colspan": wide, "rowspan": high}
            cell.attributes = {name: str(value) for name, value in spans.items() if value > 1}
            below += [0] * (column + wide - len(below))
            below[column : column + wide] = [high] * wide
            column += wide
        widths.append(sum(map(bool, below)))
        below = [max(0, rows_left - 1) for rows_left in below]
        while below and not below[-1]:
            below.pop()
    return widths
