"""Filters of the public pages: text in, text out. Nothing here marks anything safe."""

from urllib.parse import urlsplit

from django import template
from django.db.models import Model

from articles.dates import written_day, written_moment, written_month
from articles.models import Author, Organization, Section, Tag

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


@register.filter
def page_kind(row: Model) -> str:
    """What kind of page a subject has, in a word."""
    kinds = {Author: "Firma", Section: "Sezione", Tag: "Tema", Organization: "Dossier"}
    return kinds[type(row)]


register.filter("day", written_day)
register.filter("moment", written_moment)
register.filter("month_name", written_month)
