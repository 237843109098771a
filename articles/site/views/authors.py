"""The list of authors, and the page of each."""

from functools import partial

from django.conf import settings
from django.db.models import IntegerField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.db.routes import path_to
from articles.formats.page_metadata import Step, author_metadata, listing_metadata
from articles.models import Article, Author
from articles.querysets import Slot
from articles.site.paging import Listing

SIGNED = Listing.both_ways(partial(Article.objects.by, Slot("author", IntegerField())))


@require_safe
def author_list(request: HttpRequest) -> HttpResponse:
    authors = Author.objects.with_published_articles().select_related("photo").order_by("name")
    name, path = _author_list()
    description = _("Who writes for %(paper)s.") % {"paper": settings.PAPER_NAME}
    context = {"head": listing_metadata(name, description, path), "authors": authors}
    return render(request, "articles/author_list.html", context)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    authors = Author.objects.with_published_articles().with_frequency().select_related("photo")
    signature = get_object_or_404(authors, slug=slug)
    page = SIGNED[signature.is_small].page(request, author=signature.pk)
    head = author_metadata(signature, page.articles, query=page.query, step=_author_list())
    context = {"head": head, "author": signature, "page": page}
    return render(request, "articles/author.html", context)


def _author_list() -> Step:
    return _("Signatures"), path_to("articles:author_list")
