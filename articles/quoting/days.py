"""Days on which a sentence says that something was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

_MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
_WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
_BACK = {"oggi": 0, "stamattina": 0, "stamane": 0, "stasera": 0, "ieri": 1}
_LATER = frozenset(["prossimo", "prossima", "prossimi"])
_TODAY = frozenset(["da", "fino", "entro", "di", "d"])


def day_in(words: Sequence[str], on: dt.date) -> dt.date | None:
    """Return the day that lower-case words give, in a text of the day `on`: «ieri», «giovedì» (the
    last one), «il 3 febbraio», with its year or without (the last one). None if they give no day,
    several, or one that is not past.
    """
    days = set()
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        behind = words[index + 1] if index + 1 < len(words) else ""
        day = None
        if word in _BACK and before not in _TODAY and behind != "'":
            day = on - dt.timedelta(days=_BACK[word])
        elif word in _WEEKDAYS and behind not in _LATER and before not in _TODAY:
            past = (on.weekday() - _WEEKDAYS.index(word)) % 7
            day = on - dt.timedelta(days=past)
        elif word in _MONTHS and before.isdecimal():
            day = _date(int(before), _MONTHS.index(word) + 1, behind, on)
        if day is not None and day <= on:
            days.add(day)
    return days.pop() if len(days) == 1 else None


def _date(day: int, month: int, year: str, on: dt.date) -> dt.date | None:
    try:
        if year.isdecimal() and len(year) == 4:
            return dt.date(int(year), month, day)
        this_year = dt.date(on.year, month, day)
        return this_year if this_year <= on else dt.date(on.year - 1, month, day)
    except ValueError:  # the 30th of February
        return None
