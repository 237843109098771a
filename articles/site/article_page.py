"""The page of an article, for readers and for previews: one function makes both, so that a preview
shows what will be published."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_

from django.db.models import IntegerField, Q, SlugField
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape

from articles.delivery.article_fragments import holds_q, parts_of
from articles.formats.page_metadata import NOT_FOR_ENGINES
from articles.models import (
    Article,
    Mention,
    article_path,
    marked_headline,
)
from articles.querysets import NOW, PreparedQuery, Slot
from articles.site.layout import LAYOUT, Layout
from articles.site.listings import TILE, tiles_of

RELATED_ARTICLES = 6
_LEAST_RELATED = 3  # with fewer, articles of the section are added

_KEY = IntegerField()
_READY = PreparedQuery(
    lambda: Article.objects.published(now=NOW)
    .filter(holds_q(), slug=Slot("slug", SlugField()))
    .with_neighbours(now=NOW)
    .values_list(
        "published_at", "pk", "headline", "section", "section__name", "before_id",
        "after_id", "fragments__head", "fragments__page",
    )[:1]
)  # fmt: skip
#: The most articles on the same organizations that are few enough to be read whole and sorted here.
#: With more, going through the newest articles soon meets some; with few, that search would go
#: through the whole archive.
_FEW = 200
_TIED = PreparedQuery(
    lambda: Mention.objects.tied_like(Slot("article", _KEY), now=NOW, most=_FEW + 1).values_list(
        # The place of a search entry is the article's time as a number.
        "article__search_entry__place",
        "article",
        "is_seen",
    )
)
_NEWEST_TIED = PreparedQuery(
    lambda: (
        Article.objects.published(now=NOW)
        .about_the_same_as(Slot("article", _KEY))
        .newest_first()
        .values_list(*TILE)[:RELATED_ARTICLES]
    )
)
_TILES = PreparedQuery(
    lambda: (
        Article.objects.filter(
            reduce(or_, (Q(pk=Slot(f"key{n}", _KEY)) for n in range(RELATED_ARTICLES)))
        )
        .newest_first()
        .values_list(*TILE)
    )
)
_IN_SECTION = PreparedQuery(
    lambda: (
        Article.objects.published(now=NOW)
        .filter(section=Slot("section", _KEY))
        .newest_first()
        .values_list(*TILE)[: RELATED_ARTICLES + 1]
    )
)
_BESIDE = PreparedQuery(
    lambda: (
        Article.objects.filter(Q(pk=Slot("before", _KEY)) | Q(pk=Slot("after", _KEY)))
        .order_by()
        .values_list("pk", "slug", "headline", "kind", "sponsor")
    )
)


def ready_page(slug: str) -> HttpResponse | None:
    """Return the page of a published article from its stored fragments; None where no article has
    the slug or its fragments are not current. Three queries, or four."""
    rows = _READY(slug=slug, now=timezone.now())
    if not rows:
        return None
    published_at, key, title, section, section_name, *rest = rows[0]
    before, after, head, page = rest
    layout = LAYOUT.current()
    onward = _onward(layout, key, section, section_name, before, after)
    whole = _whole(layout, published_at, title=title, head=head, article=page, onward=onward)
    # The stored head already says whether engines may index the page: another query would cost a
    # third more.
    return _unindexed(HttpResponse(whole), head.lstrip().startswith(NOT_FOR_ENGINES))


def article_page(article: Article, *, is_preview: bool = False) -> HttpResponse:
    """Return the same page, rendered from an article that was loaded with `for_page()`. A preview
    is cached nowhere, indexed by no engine, and sends its address to no other site."""
    parts = parts_of(article, shared=not is_preview)
    section = article.section
    beside = (article.before_id, article.after_id) if article.published_at else (None, None)
    layout = LAYOUT.current()
    onward = _onward(
        layout, article.pk, article.section_id, section.name if section else "", *beside
    )
    head, notice = parts["head"], ""
    if is_preview:
        head = NOT_FOR_ENGINES
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
    response = HttpResponse(page)
    if is_preview:
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response
    return _unindexed(response, article.is_unindexed)


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
    onward: str,
    notice: str = "",
) -> str:
    director = layout.imprint.director_then(published_at)
    return layout.filled(
        "articles/article.html", {"has_director": bool(director)},
        title=escape(title), head=head, notice=notice, article=article, onward=onward,
        director=escape(director),
    )  # fmt: skip


def _related(key: int, now: dt.datetime) -> list[tuple]:
    """Return the tiles of the newest articles on the organizations that an article names, as rows
    of `TILE`."""
    found = _TIED(article=key, now=now)
    if len(found) > _FEW:
        return _NEWEST_TIED(article=key, now=now)
    seen = {(place or 0, article) for place, article, is_seen in found if is_seen}
    by_time = sorted(seen, reverse=True)
    keys = [article for _place, article in by_time[:RELATED_ARTICLES]]
    if not keys:
        return []
    keys += [keys[0]] * (RELATED_ARTICLES - len(keys))
    return _TILES(**{f"key{n}": each for n, each in enumerate(keys)})


def _onward(
    layout: Layout,
    key: int,
    section: int | None,
    section_name: str,
    before: int | None,
    after: int | None,
) -> str:
    """Return the HTML of the links that lead on from an article: others on the same organizations
    or, where those are few, the newest of its section; and the articles before and after it in the
    section."""
    now = timezone.now()
    related = _related(key, now)
    if len(related) < _LEAST_RELATED and section:
        known = {key, *(row[0] for row in related)}
        more = [row for row in _IN_SECTION(section=section, now=now) if row[0] not in known]
        related += more[: _LEAST_RELATED - len(related)]
    parts = {"related": "".join(tiles_of(related))} if related else {}
    if before or after:
        rows = {row[0]: row[1:] for row in _BESIDE(before=before, after=after)}
        parts["section"] = escape(section_name)
        for name, other in (("before", before), ("after", after)):
            if other in rows:
                slug, headline, kind, sponsor = rows[other]
                marked = marked_headline(headline, kind, sponsor)
                parts |= {f"{name}_path": article_path(slug), name: escape(marked)}
    return layout.filled("articles/_onward.html", **parts)
