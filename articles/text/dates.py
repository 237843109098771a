"""Days and times as Italian writes them: Django's catalogue capitalizes months."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format


def _written(moment: dt.date | None, pattern: str) -> str:
    if isinstance(moment, dt.datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, pattern).lower() if moment else ""


def month_span(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    """Return the beginning of a month in the newsroom's time zone, and of the next; at the ends of
    the calendar a day within, so that every zone can express it. Raises ValueError for an
    impossible month.
    """
    zone = timezone.get_default_timezone()
    start = dt.datetime(year, month, 2 if (year, month) == (dt.MINYEAR, 1) else 1, tzinfo=zone)
    if (year, month) == (dt.MAXYEAR, 12):
        return start, start.replace(day=31)
    return start, dt.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)


def month_start(moment: dt.datetime) -> dt.datetime:
    """Return the beginning of the month of a moment in the newsroom's time zone."""
    local = timezone.localtime(moment)
    return month_span(local.year, local.month)[0]


def format_date(moment: dt.date | None) -> str:
    """Format a day: «24 novembre 2026»."""
    return _written(moment, "j F Y")


def format_since(day: dt.date | None) -> str:
    """Format a first day: «dal 3 maggio 2020», «dall’11 maggio 2020»."""
    return _articulated("dal", day)


def format_until(day: dt.date | None) -> str:
    """Format a last day: «al 3 maggio 2020», «all’8 maggio 2020»."""
    return _articulated("al", day)


def _articulated(preposition: str, day: dt.date | None) -> str:
    if day is None:
        return ""
    elided = f"{preposition}l’" if day.day in {8, 11} else f"{preposition} "
    return elided + format_date(day)


def format_datetime(moment: dt.datetime | None) -> str:
    """Format a time in the newsroom's time zone: «24 novembre 2026, 14:32»."""
    return _written(moment, "j F Y, H:i")


def format_month(moment: dt.date | None) -> str:
    """Format a month: «novembre 2026»."""
    return _written(moment, "F Y")


def format_short_datetime(moment: dt.datetime | None) -> str:
    """Format a time for tables: «24/11/2026 14:32»."""
    return _written(moment, "d/m/Y H:i")


def format_weekday_datetime(moment: dt.datetime | None) -> str:
    """Format a time with the day of the week: «mer 25 nov 2026, 07:00»."""
    return _written(moment, "D j M Y, H:i")
