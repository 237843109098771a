"""A section, a tag."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, Section, Tag
from articles.views.paging import page_of


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    part = get_object_or_404(Section, slug=slug)
    page = page_of(Article.objects.published().in_section(part), request)
    return render(request, "articles/section.html", {"section": part, "page": page})


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The pieces on a theme; 404 while none is public, so that a tag tells no secrets."""
    theme = get_object_or_404(Tag, slug=slug)
    page = page_of(Article.objects.published().tagged(theme), request)
    if page.is_first and not page.articles:
        raise Http404
    return render(request, "articles/tag.html", {"tag": theme, "page": page})
