"""Filters of the public pages: text in, text out. Nothing here marks anything safe."""

import datetime as dt
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def host(url: str) -> str:
    """The site of an address, as people say it: without «www.»."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.filter
def first_sentence(text: str) -> str:
    """A text up to its first full stop that ends a sentence."""
    head, stop, _ = text.partition(". ")
    return head + stop.strip()


def _written(moment: dt.date | None, pattern: str) -> str:
    """In Italian, where months have no capital: Django's catalogue gives them one."""
    if isinstance(moment, dt.datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, pattern).lower() if moment else ""


@register.filter
def day(moment: dt.date | None) -> str:
    """«24 novembre 2026»"""
    return _written(moment, "j F Y")


@register.filter
def moment(moment: dt.datetime | None) -> str:
    """«24 novembre 2026, 14:32», in the newsroom's zone."""
    return _written(moment, "j F Y, H:i")


@register.filter
def month_name(moment: dt.date | None) -> str:
    """«novembre 2026»"""
    return _written(moment, "F Y")
