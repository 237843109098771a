"""Timelines: articles per month, as the measures of a small drawing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

WIDTH, HEIGHT = 640, 96  # units of the drawing
_MOST_MONTHS = 120
_GAP = 0.25  # of a month's width
_LEAST_SCALE = 4  # articles for the whole height, so that a single one looks like one


@dataclass(frozen=True)
class Bar:
    """The bar of a month; place and size in the units of the drawing, from the top left."""

    month: dt.date
    count: int
    x: float
    y: float
    width: float
    height: float


class Timeline:
    """A timeline of the counts of months that have any, the first month first. Only the last ten
    years of a longer one are drawn; `total` and `busiest` are of those alone.
    """

    width, height = WIDTH, HEIGHT

    def __init__(self, counts: list[tuple[dt.date, int]]) -> None:
        last = counts[-1][0] if counts else None
        self.counts = [row for row in counts if _months(row[0], last) < _MOST_MONTHS]

    @property
    def is_worth_drawing(self) -> bool:
        """Return True if there is more than one month: a single one is said better in words."""
        return len(self.counts) > 1

    @cached_property
    def _span(self) -> int:
        return _months(self.counts[0][0], self.counts[-1][0]) + 1

    @cached_property
    def bars(self) -> list[Bar]:
        first, most = self.counts[0][0], max(count for _month, count in self.counts)
        most = max(most, _LEAST_SCALE)
        step = WIDTH / self._span
        width = min(step * (1 - _GAP), 24)
        bars = []
        for month, count in self.counts:
            height = max(2.0, HEIGHT * count / most)
            x = _months(first, month) * step + (step - width) / 2
            bars.append(
                Bar(
                    month,
                    count,
                    round(x, 2),
                    round(HEIGHT - height, 2),
                    round(width, 2),
                    round(height, 2),
                )
            )
        return bars

    @property
    def ends(self) -> tuple[dt.date, dt.date]:
        """The first month drawn and the last."""
        return self.counts[0][0], self.counts[-1][0]

    @property
    def total(self) -> int:
        return sum(count for _month, count in self.counts)

    @property
    def busiest(self) -> tuple[dt.date, int]:
        """The month with the most articles, the latest of equals, and its number."""
        return max(self.counts, key=lambda row: (row[1], row[0]))


def _months(first: dt.date, last: dt.date | None) -> int:
    """Return the number of months from the first to the last, without the last."""
    return (last.year - first.year) * 12 + last.month - first.month if last else 0
