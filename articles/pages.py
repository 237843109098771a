"""Pages that readers see and the desk previews: one function, so that a preview cannot lie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Article

RELATED_PIECES = 6


def article_page(request: HttpRequest, piece: Article, *, is_preview: bool = False) -> HttpResponse:
    """The page of a piece that was loaded with `for_page()`. A preview is kept nowhere, found by
    no engine, and tells its address to nobody."""
    about = [mention.organization_id for mention in piece.public_mentions]
    related = Article.objects.published().about(*about).exclude(pk=piece.pk).newest_first()
    context = {
        "article": piece,
        "related": related.for_listing()[:RELATED_PIECES] if about else [],
        "is_preview": is_preview,
    }
    response = render(request, "articles/article.html", context)
    if is_preview:
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response
