"""The front page: the articles that the desk put at its head, the newest, the sections, the
dossiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import zip_longest
from typing import NamedTuple

from django.db.models import BigIntegerField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_safe

from articles.db.routes import path_of
from articles.formats.page_metadata import front_page_metadata
from articles.models import FRONT_PLACES, Organization, Section
from articles.querysets import NOW, PreparedQuery, Slot
from articles.site.cards import CardArticle, card, card_articles
from articles.site.front_head import front_page_head
from articles.site.layout import LAYOUT, Layout
from articles.site.organization_lines import organization_line, organization_parts
from articles.text.beginnings import first_sentence

RIVER = 6  # articles below the head
RAIL = 3  # articles of each section
CALL_OUTS = 3  # dossiers with their newest article
ORGANIZATIONS = 12

_ABOVE = [Slot(f"above_{n}", BigIntegerField()) for n in range(FRONT_PLACES + RIVER)]
_SECTIONS = PreparedQuery(
    lambda: (
        Section.objects.with_articles(now=NOW)
        .with_newest(RAIL, without=_ABOVE, now=NOW)
        .values_list("slug", "name", *(f"newest_{n}" for n in range(RAIL)))
    )
)
_SHOWN = ("slug", "name", "description")
_NAMED = PreparedQuery(
    lambda: (
        Organization.objects.all()
        .named_lately(now=NOW)
        .values_list("organization", "article", *(f"organization__{name}" for name in _SHOWN))
    )
)


class _Named(NamedTuple):
    """An organization that the newest articles name: the number of these articles, and the key of
    the latest."""

    count: int
    newest: int
    slug: str
    name: str
    description: str


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page, with six queries however much is on it: the keys first, then all the
    articles at once."""
    top, river = front_page_head(RIVER)
    sections = _sections(without=[*top, *river])
    named = _most_named()
    wanted = {*top, *river, *(each.newest for each in named[:CALL_OUTS])}
    wanted.update(key for *_section, keys in sections for key in keys)
    articles = card_articles(wanted)
    at_head = [articles[key] for key in top if key in articles]
    others = [articles[key] for key in river if key in articles]
    layout = LAYOUT.current()
    parts = {}
    if at_head:
        parts["lead"] = card(at_head[0], "lead")
        parts["seconds"] = [card(article, "second") for article in at_head[1:]]
        parts["others"] = [card(article, "tile") for article in others]
        parts["organizations"] = [
            organization_line(layout, each.slug, each.name, each.count)
            for each in named[CALL_OUTS:]
        ]
        parts["rails"] = _rails(sections, articles)
        if named:
            parts["call_outs"] = "".join(
                [_call_out(layout, each, articles.get(each.newest)) for each in named[:CALL_OUTS]]
            )
    head = front_page_metadata([*at_head, *others])
    whole = layout.filled(
        "articles/front.html", title=escape(head.title), head=layout.head(head), **parts
    )
    return HttpResponse(whole)


def _sections(*, without: Collection[int]) -> list[tuple[str, str, list[int]]]:
    """Return the slug and the name of each section, with the keys of its newest articles outside
    `without`. One query."""
    above = {slot.name: key for slot, key in zip_longest(_ABOVE, without, fillvalue=0)}
    return [
        (slug, name, [key for key in keys if key is not None])
        for slug, name, *keys in _SECTIONS(now=timezone.now(), **above)
    ]


def _most_named() -> list[_Named]:
    """Return the organizations that the newest articles name most. One query."""
    rows = _NAMED(now=timezone.now())
    counts = Counter([row[0] for row in rows])
    last = {row[0]: row[1:] for row in rows}
    most = [_Named(counts[key], *values) for key, values in last.items()]
    most.sort(key=lambda one: (-one.count, one.name, one.slug))
    return most[:ORGANIZATIONS]


def _rails(
    sections: list[tuple[str, str, list[int]]], articles: dict[int, CardArticle]
) -> list[dict]:
    """Return the sections with the cards of their newest articles, leaving out sections with none
    to show."""
    rails = []
    for slug, name, keys in sections:
        cards = [card(articles[key], "rail") for key in keys if key in articles]
        if cards:
            path = path_of("articles:section", slug)
            rails.append({"path": path, "name": escape(name), "cards": cards})
    return rails


def _call_out(layout: Layout, named: _Named, newest: CardArticle | None) -> str:
    """Render an organization with the newest article that names it."""
    parts = {"organization": organization_parts(named.slug, named.name), "count": str(named.count)}
    if named.description:
        parts["description"] = escape(first_sentence(named.description))
    if newest:
        headline = escape(newest.marked_headline)
        parts["newest"] = {"get_absolute_url": newest.get_absolute_url(), "headline": headline}
    language = newest.language if newest else ""
    given = {"plural_of": 1 if named.count == 1 else 2, "language": language}
    return layout.filled("components/call_out.html", given, **parts)
