"""Days and times as Italian writes them: Django's catalogue gives months a capital."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format


def _written(moment: dt.date | None, pattern: str) -> str:
    if isinstance(moment, dt.datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, pattern).lower() if moment else ""


def month_span(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    """When a month begins in the newsroom's zone, and when the next does; at the ends of the
    calendar a day within, where every zone can tell it. Raises ValueError for a month that is
    none."""
    zone = timezone.get_default_timezone()
    start = dt.datetime(year, month, 2 if (year, month) == (dt.MINYEAR, 1) else 1, tzinfo=zone)
    if (year, month) == (dt.MAXYEAR, 12):
        return start, start.replace(day=31)
    return start, dt.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)


def month_start(moment: dt.datetime) -> dt.datetime:
    """When the month of a moment begins in the newsroom's zone."""
    local = timezone.localtime(moment)
    return month_span(local.year, local.month)[0]


def format_date(moment: dt.date | None) -> str:
    """«24 novembre 2026»"""
    return _written(moment, "j F Y")


def format_since(day: dt.date | None) -> str:
    """«dal 3 maggio 2020», «dall’11 maggio 2020»"""
    return _articulated("dal", day)


def format_until(day: dt.date | None) -> str:
    """«al 3 maggio 2020», «all’8 maggio 2020»"""
    return _articulated("al", day)


def _articulated(preposition: str, day: dt.date | None) -> str:
    if day is None:
        return ""
    elided = f"{preposition}l’" if day.day in {8, 11} else f"{preposition} "
    return elided + format_date(day)


def format_datetime(moment: dt.datetime | None) -> str:
    """«24 novembre 2026, 14:32», in the newsroom's zone."""
    return _written(moment, "j F Y, H:i")


def format_month(moment: dt.date | None) -> str:
    """«novembre 2026»"""
    return _written(moment, "F Y")


def format_short_datetime(moment: dt.datetime | None) -> str:
    """«24/11/2026 14:32», for tables."""
    return _written(moment, "d/m/Y H:i")


def format_weekday_datetime(moment: dt.datetime | None) -> str:
    """«mer 25 nov 2026, 07:00», where a day of the week helps."""
    return _written(moment, "D j M Y, H:i")
