"""Long listings, by key and not by number: the cost is the same on every page, and a piece
that is published meanwhile shifts nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404, HttpRequest

from articles.models import Article
from articles.querysets import ArticleQuerySet

PAGE_SIZE = 20
PARAMETERS = OLDER_THAN, NEWER_THAN = "prima", "dopo"
_STAMP = "%Y%m%d%H%M%S"


@dataclass(frozen=True)
class Page:
    """`older` and `newer` are the query strings of the pages beside it, empty where there are
    none; `query` is its own, empty for the first."""

    articles: list[Article]
    query: str
    older: str
    newer: str

    @property
    def is_first(self) -> bool:
        return not self.newer


def page_of(
    scope: ArticleQuerySet,
    request: HttpRequest,
    *,
    until: dt.datetime | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """Return the page that the request asks for of what readers see in a scope, the newest first;
    `until` as in `published()`. 404 for a senseless key."""
    older_than, newer_than = request.GET.get(OLDER_THAN), request.GET.get(NEWER_THAN)
    scope = scope.for_listing()
    if older_than is not None:
        older = scope.older_than(*_read_key(older_than))
        rows = list(older.newest_first()[: size + 1])
        newer = _address(NEWER_THAN, rows[0]) if rows else "?"
        return Page(rows[:size], f"?{OLDER_THAN}={quote(older_than)}", _older(rows, size), newer)
    if newer_than is not None:
        newer = scope.newer_than(*_read_key(newer_than))
        rows = list(newer.oldest_first()[: size + 1])
        if len(rows) > size:
            rows = rows[:size][::-1]
            return Page(
                rows,
                f"?{NEWER_THAN}={quote(newer_than)}",
                _address(OLDER_THAN, rows[-1]),
                _address(NEWER_THAN, rows[0]),
            )
        # So near the top that the first page is the one: it is whole, and has one address.
    rows = list(scope.published(until=until).newest_first()[: size + 1])
    return Page(rows[:size], "", _older(rows, size), newer="")


def _older(rows: list[Article], size: int) -> str:
    return _address(OLDER_THAN, rows[size - 1]) if len(rows) > size else ""


def _address(parameter: str, article: Article) -> str:
    stamp = f"{article.published_at.astimezone(dt.UTC):{_STAMP}}"
    return f"?{parameter}={stamp}-{article.slug}"


def _read_key(key: str) -> tuple[dt.datetime, str]:
    stamp, _, slug = key.partition("-")
    try:
        if not stamp.isascii() or "\x00" in slug:
            raise ValueError
        return dt.datetime.strptime(stamp, _STAMP).replace(tzinfo=dt.UTC), slug
    except ValueError:
        raise Http404 from None
