"""The directory of organisations, the dossier of one, and what two have in common."""

from __future__ import annotations

from django.conf import settings
from django.db.models import IntegerField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.heads import Step, dossier_head, listing_head
from articles.models import Article, Author, Organization
from articles.querysets import Slot
from articles.views.directory import Directory
from articles.views.paging import Listing
from articles.views.timeline import Timeline

LONGEST_LIST = 12
READ_FOR_PEOPLE = 200  # pieces, the newest

_ONE, _OTHER = Slot("one", IntegerField()), Slot("other", IntegerField())
DOSSIER = Listing(lambda: Article.objects.about(_ONE))
PAIR = Listing(lambda: Article.objects.about_all(_ONE, _OTHER))


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    directory = Directory(request.GET)
    name, path = _directory()
    description = _("Companies, laboratories and bodies that %(paper)s writes of.")
    words = description % {"paper": settings.PAPER_NAME}
    head = listing_head(name, words, path, query=directory.query)
    context = {"head": head, "directory": directory}
    return render(request, "articles/organization_list.html", context)


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """A dossier; 404 while no piece is public, so that an embargo is not told by its names."""
    covered = Organization.objects.covered()
    dossier = get_object_or_404(covered.for_dossier().with_letter(), slug=slug)
    pieces = Article.objects.published().about(dossier)
    page = DOSSIER.page(request, one=dossier.pk)
    context = {
        "head": dossier_head(dossier, page.articles, query=page.query, step=_directory()),
        "organization": dossier,
        "relatives": covered.relatives_of(dossier),
        "page": page,
        "timeline": Timeline(pieces.per_month()) if page.is_first else None,
        "authors": Author.objects.covering(dossier)[:LONGEST_LIST],
        "people": pieces.most_named_people(newest=READ_FOR_PEOPLE)[:LONGEST_LIST],
        "companions": Organization.objects.named_with(dossier)[:LONGEST_LIST],
    }
    return render(request, "articles/organization.html", context)


@require_safe
def pair(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """The pieces where both are; the address with the names in order is the one that counts."""
    if slug > other:
        return HttpResponsePermanentRedirect(reverse("articles:pair", args=[other, slug]))
    both = list(Organization.objects.covered().filter(slug__in={slug, other}).order_by("slug"))
    if len(both) != 2:
        raise Http404
    first, second = both
    page = PAIR.page(request, one=first.pk, other=second.pk)
    if not page.articles:
        raise Http404
    names = {"first": first.name, "second": second.name}
    head = listing_head(
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
    return _("Organizations"), reverse("articles:organization_list")
