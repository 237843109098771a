"""Sizes and lengths of files, as people write them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

_KILO, _MEGA = 1000, 1000**2


def format_size(count: int) -> str:
    """Return a number of bytes as kilobytes or megabytes: «24 kB», «1,4 MB», «120 MB»."""
    if count < _MEGA:
        return _("%(n)s kB") % {"n": number_format(max(round(count / _KILO), 1))}
    megabytes = count / _MEGA
    return _("%(n)s MB") % {"n": number_format(megabytes, 1 if megabytes < 10 else 0)}


def format_length(seconds: int) -> str:
    """Return a length as players write it: «0:45», «12:05», «1:02:03»."""
    minutes, left = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def iso_length(seconds: int) -> str:
    """Return a length as ISO 8601 writes it: «PT12M5S»."""
    minutes, left = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return "PT" + "".join(
        f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (left, "S")) if count
    )
