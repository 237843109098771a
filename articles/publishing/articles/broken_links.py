"""Links of an article to pages of the paper that readers cannot open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from articles.models import (
    Article,
    Author,
    FormerAddress,
    Media,
    Organization,
    Section,
    Series,
    Tag,
)
from articles.text.markup import file_name
from articles.text.proofreading import Anchor, anchors

#: The models whose rows have a page each, by the name of the route.
_MODELS = {
    "organization": Organization,
    "author": Author,
    "section": Section,
    "series": Series,
    "tag": Tag,
}
#: Stands beside the names of routes for files, which are rows of `Media`.
_FILE = "file"


class BrokenLink(NamedTuple):
    """A link in a body that readers cannot follow: its page is hidden (an article that is not
    public), or is not there at all."""

    anchor: Anchor
    is_hidden: bool


def broken_links(body: str) -> Iterator[BrokenLink]:
    """Yield the broken links of a body. One or two queries for each kind of page that it links to,
    one for the files of audio, video and documents, and one for each address that is not there."""
    wanted: dict[str, dict[str, list[Anchor]]] = defaultdict(dict)
    for anchor in anchors(body):
        path = _own_path(anchor.href)
        if path is None:
            continue
        route, slug = _route(path)
        if route == "article" or route in _MODELS:
            wanted[route].setdefault(slug, []).append(anchor)
        elif name := file_name(path):
            wanted[_FILE].setdefault(name, []).append(anchor)
        elif not route:
            wanted[""].setdefault(path, []).append(anchor)
    for route, slugs in wanted.items():
        yield from _broken(route, slugs)


def _own_path(href: str) -> str | None:
    """Return the path of an address within the paper; None for any other address."""
    site, parts = urlsplit(settings.SITE_URL), urlsplit(href)
    if parts.netloc and parts.netloc != site.netloc:
        return None
    return unquote(parts.path) if parts.netloc or href.startswith("/") else None


def _route(path: str) -> tuple[str, str]:
    """Return the name of the route at a path, and the slug in it; both empty where there is no
    page."""
    try:
        match = resolve(path)
    except Resolver404:
        return "", ""
    return match.url_name or "?", match.kwargs.get("slug", "")


def _broken(route: str, slugs: Mapping[str, list[Anchor]]) -> Iterator[BrokenLink]:
    """Yield the broken ones among the links to the pages of one route, given by slug."""
    if route == "article":
        articles = Article.objects.filter(slug__in=slugs)
        there = set(articles.values_list("slug", flat=True))
        public = set(articles.published().values_list("slug", flat=True))
        for slug in there - public:
            yield from (BrokenLink(anchor, is_hidden=True) for anchor in slugs[slug])
    elif route == _FILE:
        there = set(Media.objects.filter(file__in=slugs).values_list("file", flat=True))
    elif route:
        there = set(_MODELS[route].objects.filter(slug__in=slugs).values_list("slug", flat=True))
    else:
        there = set()
    for slug in slugs.keys() - there:
        if not FormerAddress.objects.target_of(_own_path(slugs[slug][0].href) or ""):
            yield from (BrokenLink(anchor, is_hidden=False) for anchor in slugs[slug])
