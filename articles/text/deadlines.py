"""Deadlines: the time left until a day, in words."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.text.dates import format_date


def days_until(day: dt.date) -> int:
    """Return the number of days from today; negative for a day that is past."""
    return (day - timezone.localdate()).days


def clock_words(day: dt.date) -> str:
    """Return the time left in words: «entro il 29 novembre 2026», «entro oggi», «in ritardo di 2
    giorni».
    """
    left = days_until(day)
    if left < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}
    return _("by %(day)s") % {"day": format_date(day)} if left else _("by today")
