"""Long lists, paged by key and not by number: every page costs the same, and an article published
meanwhile shifts nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any
from urllib.parse import quote

from django.db.models import BigIntegerField, DateTimeField, QuerySet, SlugField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.models import Article
from articles.querysets import NOW, PAGE_SIZE, ArticleQuerySet, PreparedQuery, Slot
from articles.site.cursors import ARTICLE
from articles.site.listings import ROW, ListItem, list_items_of
from articles.text import markup

PARAMETERS = OLDER_THAN, NEWER_THAN = "prima", "dopo"
_KEYS = [Slot(f"key_{number}", BigIntegerField()) for number in range(PAGE_SIZE + 1)]
_OF_KEYS = PreparedQuery(
    lambda: Article.objects.published(now=NOW).filter(pk__in=_KEYS).newest_first().values_list(*ROW)
)


@dataclass(frozen=True)
class Page:
    """One page of a list. `older` and `newer` are the query strings of the pages next to it, empty
    where there are none; `query` is its own, empty for the first page."""

    articles: list[ListItem]
    query: str
    older: str
    newer: str

    @property
    def items(self) -> SafeString:
        """The articles as HTML list items, with headings of the second level."""
        return markup.trusted("".join(f"<li>{row.html}</li>\n" for row in self.articles))

    @property
    def items_under_a_heading(self) -> SafeString:
        """The same items with headings of the third level, for a list that has a heading of its
        own."""
        return markup.trusted(self.items.replace("<h2 ", "<h3 ").replace("</h2>", "</h3>"))

    @property
    def is_first(self) -> bool:
        return not self.newer


class Listing:
    """The articles that a kind of page lists, with each of its queries composed once. `scope`
    returns the articles, with slots for the object whose articles they are."""

    def __init__(self, scope: Callable[[], ArticleQuerySet], size: int = PAGE_SIZE) -> None:
        self.size = size
        at, slug = Slot("at", DateTimeField()), Slot("slug", SlugField())

        def read(articles: ArticleQuerySet) -> QuerySet:
            return articles.values_list(*ROW)[: size + 1]

        self.first = PreparedQuery(lambda: read(scope().published(now=NOW).newest_first()))
        self.older = PreparedQuery(
            lambda: read(scope().older_than(at, slug, now=NOW).newest_first())
        )
        self.newer = PreparedQuery(
            lambda: read(scope().newer_than(at, slug, now=NOW).oldest_first())
        )

    @classmethod
    def both_ways(cls, scope: Callable[..., ArticleQuerySet]) -> dict[bool, Listing]:
        """Return two lists of the articles tied to an object, for an object with few articles
        (True) and for one with many (False). `scope` takes this as `is_small`, and chooses the
        faster query."""
        return {is_small: cls(partial(scope, is_small=is_small)) for is_small in (False, True)}

    def page(
        self,
        request: HttpRequest,
        *,
        until: dt.datetime | None = None,
        newest: Sequence[int] | None = None,
        **whose: Any,
    ) -> Page:
        """Return the page that a request asks for, of the published articles, the newest first.
        `until` is as in `published()`, and `whose` has the values of the slots. `newest`, if the
        caller has them, are the keys of the articles of the first page and of one more. Raises
        Http404 where the request's cursor makes no sense."""
        size, now = self.size, timezone.now()
        older_than, newer_than = request.GET.get(OLDER_THAN), request.GET.get(NEWER_THAN)
        if older_than is not None:
            at, slug = ARTICLE.decode(older_than)
            rows, older = self._read(self.older(at=at, slug=slug, now=min(at, now), **whose))
            newer = _address(NEWER_THAN, rows[0]) if rows else "?"
            return Page(rows, f"?{OLDER_THAN}={quote(older_than)}", older, newer)
        if newer_than is not None:
            at, slug = ARTICLE.decode(newer_than)
            found = self.newer(at=at, slug=slug, now=now, **whose)
            if len(found) > size:
                rows = list_items_of(found[:size][::-1])
                return Page(
                    rows,
                    f"?{NEWER_THAN}={quote(newer_than)}",
                    _address(OLDER_THAN, rows[-1]),
                    _address(NEWER_THAN, rows[0]),
                )
            # This near the top the first page is shown in its place: it is full, and has one
            # address.
        if newest is None:
            found = self.first(now=min(until or now, now), **whose)
        else:
            keys = zip_longest(_KEYS, newest, fillvalue=0)
            found = _OF_KEYS(now=now, **{slot.name: key for slot, key in keys})
        rows, older = self._read(found)
        return Page(rows, "", older, newer="")

    def _read(self, found: list[tuple]) -> tuple[list[ListItem], str]:
        """Return the items of a page, and the query string of the page after it. The last row, read
        only to tell whether another page follows, is not rendered."""
        rows = list_items_of(found[: self.size])
        return rows, _address(OLDER_THAN, rows[-1]) if len(found) > self.size else ""


def listing_html(page: Page, *, empty: str = "", level: int = 2) -> SafeString:
    """Render a list as its page shows it, with the articles under headings of this level."""
    context = {"page": page, "empty": empty, "level": level}
    return render_to_string("components/listing.html", context)


def _address(parameter: str, article: ListItem) -> str:
    return f"?{parameter}={ARTICLE.encode(article.published_at, article.slug)}"
