"""The page of an article, and its preview for people outside the newsroom."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Article, PreviewLink
from articles.site.article_page import article_page, ready_page
from articles.site.views.errors import gone


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an article; answer 410 once it is withdrawn. The newsroom also sees here what is not
    public."""
    if page := ready_page(slug):
        return page
    article = Article.objects.published().for_page().filter(slug=slug).first()
    is_preview = article is None and _is_logged_in(request)
    if is_preview:
        visible = Article.objects.visible_to(request.user)
        article = visible.for_page().filter(slug=slug).first()
    if article is None:
        withdrawn = Article.objects.withdrawn().select_related("withdrawal")
        return gone(request, get_object_or_404(withdrawn, slug=slug))
    return article_page(article, is_preview=is_preview)


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show an article to a person outside the newsroom who was given this address; answer 410 once
    it is closed."""
    link = PreviewLink.objects.select_related("article").filter(token=token).first()
    if link is None:
        raise Http404
    if not link.is_valid:
        return gone(request)
    article = Article.objects.for_page().get(pk=link.article_id)
    return article_page(article, is_preview=True)


def _is_logged_in(request: HttpRequest) -> bool:
    """Return True if somebody is logged in. The user is read only where there is a session cookie,
    so that readers' pages vary by nothing."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
