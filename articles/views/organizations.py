"""The directory of organisations, and the dossier of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, Author, Organization
from articles.views.paging import page_of

LONGEST_LIST = 12


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    organizations = Organization.objects.covered().order_by("name", "slug")
    return render(request, "articles/organization_list.html", {"organizations": organizations})


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """A dossier; 404 while no piece is public, so that an embargo is not told by its names."""
    covered = Organization.objects.covered()
    dossier = get_object_or_404(covered.for_dossier(), slug=slug)
    context = {
        "organization": dossier,
        "relatives": covered.relatives_of(dossier),
        "page": page_of(Article.objects.published().about(dossier), request),
        "authors": Author.objects.covering(dossier)[:LONGEST_LIST],
        "companions": Organization.objects.named_with(dossier)[:LONGEST_LIST],
    }
    return render(request, "articles/organization.html", context)
