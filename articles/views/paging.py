"""Long listings, by key and not by number: the cost is the same on every page, and a piece
that is published meanwhile shifts nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from articles.models import Article
from articles.querysets import ArticleQuerySet

PAGE_SIZE = 20
PARAMETER = "prima"
_STAMP = "%Y%m%d%H%M%S"


@dataclass(frozen=True)
class Page:
    """`older` is the query string of the next page, empty on the last."""

    articles: list[Article]
    older: str
    is_first: bool


def page_of(articles: ArticleQuerySet, request: HttpRequest, *, size: int = PAGE_SIZE) -> Page:
    """Return the page that the request asks for, newest first; 404 for a senseless key."""
    key = request.GET.get(PARAMETER)
    if key is not None:
        articles = articles.older_than(*_read_key(key))
    rows = list(articles.newest_first().for_listing()[: size + 1])
    older = f"?{PARAMETER}={_make_key(rows[size - 1])}" if len(rows) > size else ""
    return Page(rows[:size], older, is_first=key is None)


def _make_key(article: Article) -> str:
    return f"{article.published_at.astimezone(dt.UTC):{_STAMP}}-{article.slug}"


def _read_key(key: str) -> tuple[dt.datetime, str]:
    stamp, _, slug = key.partition("-")
    try:
        if not stamp.isascii() or "\x00" in slug:
            raise ValueError
        return dt.datetime.strptime(stamp, _STAMP).replace(tzinfo=dt.UTC), slug
    except ValueError:
        raise Http404 from None
