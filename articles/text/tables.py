"""Tables of a body, as pages show them: pure functions over clean HTML."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import gettext

from articles.text.markup import MOST_COLUMNS, MOST_ROWS, plain_text

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])((?: [^>]*)?)>(.*?)</t[dh]>", re.DOTALL)
_SPAN = re.compile(r' (col|row)span="(\d+)"')
_CAPTION = re.compile(r"<caption>(.*?)</caption>\n?", re.DOTALL)
#: A number as papers print it, with its sign and unit: «−1.234,5 %», «€ 12», «3 mln», «n.d.».
_NUMBER = re.compile(
    r"(?:[€$£]\s?)?[+\-−–±]?\s?(?:[€$£]\s?)?\d[\d.,\s'’]*(?:\s?(?:%|‰|€|\$|£|[a-zA-Zµ°²³/]{1,4}))?"
)
_NO_NUMBER = re.compile(r"[-–—.…*]*|n\.?\s?[dav]\.?|n/[da]", re.IGNORECASE)


class Size(NamedTuple):
    """The rows and columns of a table."""

    rows: int
    columns: int

    @property
    def is_too_large(self) -> bool:
        return self.rows > MOST_ROWS or self.columns > MOST_COLUMNS


class _Cell(NamedTuple):
    column: int
    place: re.Match[str]


def sizes(clean: str) -> list[Size]:
    """Return the size of each table of a body."""
    return [_size(found[0]) for found in _TABLE.finditer(clean)]


def check_sizes(clean: str) -> None:
    """Raise ValueError, in words for a person, if a table of a body is too large for a page."""
    for number, size in enumerate(sizes(clean) if "<table>" in clean else (), start=1):
        if size.is_too_large:
            raise ValueError(
                gettext(
                    "Table %(number)d has %(rows)d rows and %(columns)d columns: a page takes "
                    "%(most_rows)d and %(most_columns)d. Part it, or link the whole of it."
                )
                % {
                    "number": number,
                    **size._asdict(),
                    "most_rows": MOST_ROWS,
                    "most_columns": MOST_COLUMNS,
                }
            )


def _size(table: str) -> Size:
    rows = _rows(table)
    return Size(len(rows), max((_end(row[-1]) for row in rows if row), default=0))


def _end(cell: _Cell) -> int:
    return cell.column + _spans(cell.place)[0]


def _spans(cell: re.Match[str]) -> tuple[int, int]:
    spans = {name: int(count) for name, count in _SPAN.findall(cell[2])}
    return spans.get("col", 1), spans.get("row", 1)


def _rows(table: str) -> list[list[_Cell]]:
    """Return the cells of each row, each with the column in which it stands."""
    rows: list[list[_Cell]] = []
    taken: dict[int, int] = defaultdict(int)  # of a column, the rows that a cell above still takes
    for row in _ROW.finditer(table):
        column, cells = 0, []
        for cell in _CELL.finditer(table, *row.span(1)):
            while taken[column]:
                taken[column] -= 1
                column += 1
            cells.append(_Cell(column, cell))
            wide, high = _spans(cell)
            for _ in range(wide):
                taken[column] = high - 1
                column += 1
        while taken[column]:
            taken[column] -= 1
            column += 1
        rows.append(cells)
    return rows


def title_of(table: str) -> tuple[str, str]:
    """Return the title of a table, and the table without it."""
    found = _CAPTION.search(table)
    return (found[1] if found else "", _CAPTION.sub("", table, count=1))


def with_aligned_numbers(table: str) -> str:
    """Return a table whose columns of numbers carry the class `number`, headers included."""
    rows = _rows(table)
    words: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        for column, cell in row:
            if cell[1] == "td":
                words[column].append(plain_text(cell[3]))
    of_numbers = {column for column, texts in words.items() if _are_numbers(texts)}
    out, done = [], 0
    for column, cell in (each for row in rows for each in row):
        is_wide = _spans(cell)[0] > 1
        if column in of_numbers and not is_wide and 'scope="row"' not in cell[2]:
            out += [table[done : cell.end(1)], ' class="number"']
            done = cell.end(1)
    return "".join([*out, table[done:]])


def _are_numbers(texts: list[str]) -> bool:
    """Return True if all texts that say something are numbers, and one is."""
    said = [text for text in texts if not _NO_NUMBER.fullmatch(text)]
    return bool(said) and all(_NUMBER.fullmatch(text) for text in said)
