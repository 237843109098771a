"""Filters and tags of the public pages. Nothing here marks anything safe: `markup` does."""

from urllib.parse import urlsplit

from django import template
from django.db.models import Model
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.delivery.embeds import with_embeds
from articles.formats.page_metadata import PageMetadata
from articles.models import Author, Organization, Person, Section, Tag
from articles.text.beginnings import first_sentence
from articles.text.dates import (
    format_date,
    format_datetime,
    format_month,
    format_since,
    format_until,
)
from articles.text.markup import has_blocks, has_embeds, has_media

register = template.Library()

register.filter(has_blocks)
register.filter(has_embeds)
register.filter(with_embeds)
register.filter(has_media)


@register.filter
def host(url: str) -> str:
    """Return the host of an address as people say it: without «www.»."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.filter
def page_kind(row: Model) -> str:
    """Return the kind of page that a subject has, in a word."""
    kinds = {
        Author: _("Byline"), Organization: _("Dossier"), Person: _("Who speaks"),
        Section: _("Section"), Tag: _("Tag"),
    }  # fmt: skip
    return kinds[type(row)]


@register.simple_tag(takes_context=True)
def masthead(context: Context, section: Section | str, *, has_search: bool = True) -> SafeString:
    """Return the masthead of a page, with its section marked if it is in one."""
    current = section.pk if isinstance(section, Section) else None
    return context["layout"].masthead(current, has_search=has_search)


@register.simple_tag
def pair_address(one: Organization, other: Organization) -> str:
    """Return the address of the articles on both organizations: in the canonical one, their slugs
    are sorted.
    """
    return reverse("articles:pair", args=sorted([one.slug, other.slug]))


@register.simple_tag(takes_context=True)
def page_metadata(context: Context, head: PageMetadata | str) -> SafeString | str:
    """Return the metadata of a page as HTML, which it may be already; empty if there is none."""
    return context["layout"].head(head) if isinstance(head, PageMetadata) else head


register.filter("first_sentence", first_sentence)
register.filter("day", format_date)
register.filter("day_since", format_since)
register.filter("day_until", format_until)
register.filter("moment", format_datetime)
register.filter("month_name", format_month)
