"""The directory of organizations, the dossier of each, and the articles that name two of them."""

from __future__ import annotations

import json
from functools import partial

from django.conf import settings
from django.db.models import IntegerField, SlugField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.db.routes import path_to
from articles.delivery.dossier_fragments import HTML, Parts, for_making, holds_q, parts_of
from articles.formats.page_metadata import Step, dossier_metadata, listing_metadata
from articles.models import Article, Organization
from articles.querysets import NOW, SMALL, PreparedQuery, Slot
from articles.site.directory import Directory
from articles.site.directory_page import directory_page
from articles.site.layout import LAYOUT
from articles.site.paging import Listing, listing_html

_READY = PreparedQuery(
    lambda: Organization.objects.filter(
        holds_q(now=NOW), slug=Slot("slug", SlugField())
    ).values_list(
        "pk",
        "dossier_fragments__article_count",
        "dossier_fragments__about",
        *(f"dossier_fragments__{name}" for name in HTML),
        "dossier_fragments__newest",
    )
)
_ONE, _OTHER = Slot("one", IntegerField()), Slot("other", IntegerField())
DOSSIER = Listing.both_ways(partial(Article.objects.about, _ONE))
PAIR = Listing(lambda: Article.objects.about_all(_ONE, _OTHER))


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    directory = Directory(request.GET)
    name, path = _directory()
    description = _("Companies, laboratories and bodies that %(paper)s writes of.")
    words = description % {"paper": settings.PAPER_NAME}
    head = listing_metadata(name, words, path, query=directory.query)
    return HttpResponse(directory_page(LAYOUT.current(), directory, head))


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a dossier; answer 404 while no article is public, so that it reveals nothing under
    embargo."""
    key, parts = _ready(slug) or _made(slug)
    if not parts.article_count:
        raise Http404
    listing = DOSSIER[parts.article_count <= SMALL]
    page = listing.page(request, newest=parts.newest, one=key)
    head = dossier_metadata(parts.about, page.articles, query=page.query, step=_directory())
    layout = LAYOUT.current()
    whole = layout.filled(
        "articles/organization.html",
        title=escape(parts.about["name"]),
        head=layout.head(head),
        header=parts.header,
        heading=parts.title,
        timeline=parts.timeline if page.is_first else "",
        listing=listing_html(page, level=3),
        aside=parts.aside,
    )
    return HttpResponse(whole)


def _ready(slug: str) -> tuple[int, Parts] | None:
    """Return the key of an organization with the stored fragments of its dossier; None where these
    are missing or not current. One query."""
    rows = _READY(slug=slug, now=timezone.now())
    if not rows:
        return None
    key, article_count, about, *made, newest = rows[0]
    return key, Parts(article_count, json.loads(about), *made, json.loads(newest))


def _made(slug: str) -> tuple[int, Parts]:
    organization = get_object_or_404(for_making().with_published_articles(), slug=slug)
    return organization.pk, parts_of(organization)


@require_safe
def pair(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """Show the articles that name both organizations. The canonical address has the slugs in
    order."""
    if slug > other:
        return HttpResponsePermanentRedirect(reverse("articles:pair", args=[other, slug]))
    both = list(
        Organization.objects.with_published_articles()
        .filter(slug__in={slug, other})
        .order_by("slug")
    )
    if len(both) != 2:
        raise Http404
    first, second = both
    page = PAIR.page(request, one=first.pk, other=second.pk)
    if not page.articles:
        raise Http404
    names = {"first": first.name, "second": second.name}
    head = listing_metadata(
        _("%(first)s and %(second)s") % names,
        _("The pieces that name both %(first)s and %(second)s.") % names,
        request.path,
        page.articles,
        query=page.query,
        steps=[_directory(), (first.name, first.get_absolute_url())],
    )
    context = {"head": head, "first": first, "second": second, "page": page}
    return render(request, "articles/pair.html", context)


def _directory() -> Step:
    return _("Organizations"), path_to("articles:organization_list")
