"""The front page, the newest pieces, a piece, a month."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Organization, PreviewLink
from articles.pages import article_page
from articles.views.errors import gone
from articles.views.paging import page_of

FRONT_PIECES = 13
FRONT_ORGANIZATIONS = 12


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    pieces = list(Article.objects.published().newest_first().for_listing()[:FRONT_PIECES])
    organizations = Organization.objects.most_covered()[:FRONT_ORGANIZATIONS]
    context = {
        "lead": pieces[0] if pieces else None,
        "seconds": pieces[1:4],
        "others": pieces[4:],
        "organizations": organizations,
    }
    return render(request, "articles/front.html", context)


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    published = Article.objects.published()
    context = {
        "page": page_of(published, request),
        "months": published.datetimes("published_at", "month", order="DESC"),
    }
    return render(request, "articles/article_list.html", context)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """A piece; 410 once it is withdrawn. The newsroom sees here also what is not public."""
    piece = Article.objects.published().for_page().filter(slug=slug).first()
    is_preview = piece is None and _is_logged_in(request)
    if is_preview:
        visible = Article.objects.visible_to(request.user)
        piece = visible.for_page().filter(slug=slug).first()
    if piece is None:
        if Article.objects.withdrawn().filter(slug=slug).exists():
            return gone(request)
        raise Http404
    return article_page(request, piece, is_preview=is_preview)


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """A piece for an outsider who was given this address; 410 once it is closed."""
    link = PreviewLink.objects.select_related("article").filter(token=token).first()
    if link is None:
        raise Http404
    if not link.is_valid:
        return gone(request)
    piece = Article.objects.for_page().get(pk=link.article_id)
    return article_page(request, piece, is_preview=True)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    try:
        start = dt.datetime(year, month, 1, tzinfo=timezone.get_default_timezone())
        end = (start + dt.timedelta(days=32)).replace(day=1)
    except (ValueError, OverflowError):  # the calendar has a first year and a last
        raise Http404 from None
    pieces = Article.objects.published().between(start, end)
    page = page_of(pieces, request)
    if not page.articles:
        raise Http404
    return render(request, "articles/month.html", {"page": page, "month": start})


def _is_logged_in(request: HttpRequest) -> bool:
    """Ask for the user only where there is a session, so that readers' pages vary by nothing."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
