"""The page of a section, and that of a tag."""

from functools import partial

from django.db.models import IntegerField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.formats.page_metadata import listing_metadata
from articles.models import Article, Section, Tag
from articles.querysets import Slot
from articles.site.paging import Listing

SECTION = Listing(lambda: Article.objects.in_section(Slot("section", IntegerField())))
TAGGED = Listing.both_ways(partial(Article.objects.tagged, Slot("tag", IntegerField())))


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    part = get_object_or_404(Section, slug=slug)
    page = SECTION.page(request, section=part.pk)
    path = part.get_absolute_url()
    head = listing_metadata(
        part.name,
        part.description or _("The section “%(name)s”.") % {"name": part.name},
        path,
        page.articles,
        query=page.query,
        feed=f"{path}feed/",
        podcast=part.podcast_path,
    )
    return render(request, "articles/section.html", {"head": head, "section": part, "page": page})


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the articles with a tag; answer 404 while none is public, so that it reveals
    nothing."""
    tag = get_object_or_404(Tag.objects.with_published_articles().with_frequency(), slug=slug)
    page = TAGGED[tag.is_small].page(request, tag=tag.pk)
    path = tag.get_absolute_url()
    head = listing_metadata(
        capfirst(tag.name),
        _("The pieces on “%(name)s”.") % {"name": tag.name},
        path,
        page.articles,
        query=page.query,
        feed=f"{path}feed/",
    )
    return render(request, "articles/tag.html", {"head": head, "tag": tag, "page": page})
