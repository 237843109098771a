"""The page of an article, for readers and for previews: one function makes both, so that a preview
shows what will be published."""

from __future__ import annotations

import datetime as dt

from django.db.models import SlugField
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape

from articles.delivery.article_fragments import holds_q, parts_of
from articles.formats.page_metadata import NOT_FOR_ENGINES
from articles.models import Article
from articles.querysets import NOW, PreparedQuery, Slot
from articles.site.layout import LAYOUT, Layout
from articles.site.onward import Leading, Onward, onward_from
from articles.text.embeds import frame_origins

_READY = PreparedQuery(
    lambda: Article.objects.published(now=NOW)
    .filter(holds_q(), slug=Slot("slug", SlugField()))
    .with_neighbours(now=NOW)
    .with_onward()
    .values_list(
        "published_at", "headline", "fragments__head", "fragments__page",
        "pk", "slug", "section", "section__name", "before_id", "after_id", "series_key",
        "has_related",
    )[:1]
)  # fmt: skip


def ready_page(slug: str) -> HttpResponse | None:
    """Return the page of a published article from its stored fragments; None where no article has
    the slug or its fragments are not current. Three queries, or four; a series takes one more, and
    so do related articles that an editor chose."""
    rows = _READY(slug=slug, now=timezone.now())
    if not rows:
        return None
    published_at, title, head, page, *leading = rows[0]
    layout = LAYOUT.current()
    onward = onward_from(layout, Leading(*leading))
    whole = _whole(layout, published_at, title=title, head=head, article=page, onward=onward)
    # The stored head already says whether engines may index the page: another query would cost a
    # third more.
    response = _framed(HttpResponse(whole), page)
    return _unindexed(response, head.lstrip().startswith(NOT_FOR_ENGINES))


def article_page(article: Article, *, is_preview: bool = False) -> HttpResponse:
    """Return the same page, rendered from an article that was loaded with `for_page()`. A preview
    is cached nowhere, indexed by no engine, and sends its address to no other site."""
    parts = parts_of(article, shared=not is_preview)
    layout = LAYOUT.current()
    onward = onward_from(layout, Leading.of(article))
    head, notice = parts["head"], ""
    if is_preview:
        head, onward = NOT_FOR_ENGINES, onward._replace(graph="")
        notice = render_to_string("articles/_preview_notice.html", {"status": article.status_label})
    page = _whole(
        layout,
        article.published_at,
        title=article.headline,
        head=head,
        notice=notice,
        article=parts["page"],
        onward=onward,
    )
    response = _framed(HttpResponse(page), parts["page"])
    if is_preview:
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response
    return _unindexed(response, article.is_unindexed)


def _framed(response: HttpResponse, article: str) -> HttpResponse:
    """Return the response, telling the middleware whose frames the article may load."""
    if origins := frame_origins(article):
        response.frame_origins = tuple(origins)
    return response


def _unindexed(response: HttpResponse, is_unindexed: bool) -> HttpResponse:
    """Return the response, with the header that keeps engines from indexing it where they must
    not."""
    if is_unindexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _whole(
    layout: Layout,
    published_at: dt.datetime | None,
    *,
    title: str,
    head: str,
    article: str,
    onward: Onward,
    notice: str = "",
) -> str:
    director = layout.imprint.director_then(published_at)
    return layout.filled(
        "articles/article.html", {"has_director": bool(director)},
        title=escape(title), head=head + onward.graph, notice=notice, series=onward.series,
        article=article, onward=onward.links, director=escape(director),
    )  # fmt: skip
