"""Who signs, and what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, Author
from articles.views.paging import page_of


@require_safe
def author_list(request: HttpRequest) -> HttpResponse:
    authors = Author.objects.covered().select_related("photo").order_by("name")
    return render(request, "articles/author_list.html", {"authors": authors})


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    signature = get_object_or_404(Author.objects.covered().select_related("photo"), slug=slug)
    page = page_of(Article.objects.published().by(signature), request)
    return render(request, "articles/author.html", {"author": signature, "page": page})
