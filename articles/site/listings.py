"""Articles as lists and other articles show them: as they were made when they were saved, or now,
where what was made does not hold."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils.safestring import SafeString

from articles.delivery.article_fragments import card_parts_of, current_build_hash
from articles.models import Article, article_path
from articles.text import markup

#: What tells whether the rendering of an article holds, as `values_list` names it.
_HOLDS = ("fragments__build_hash", "fragments__content_version", "content_version__number")
_NOTHING = markup.trusted("")
#: What is read of a tile.
TILE = ("pk", "fragments__tile", *_HOLDS)
#: What is read of a row.
ROW = ("pk", "fragments__row", *_HOLDS, "slug", "headline", "published_at")


class ListItem(NamedTuple):
    """An article in a list; `html` is how it looks there, under a heading of the second level."""

    slug: str
    headline: str
    published_at: dt.datetime
    html: SafeString

    def get_absolute_url(self) -> str:
        return article_path(self.slug)


def list_items_of(found: list[tuple]) -> list[ListItem]:
    """The rows of articles of which `ROW` was read, in their order. No query, and two where
    something is to be made."""
    made = _parts("row", [values[:5] for values in found])
    return [
        ListItem(slug, headline, published_at, html)
        for (*_held, slug, headline, published_at), html in zip(found, made, strict=True)
    ]


def tiles_of(found: list[tuple]) -> list[SafeString]:
    """The tiles of articles of which `TILE` was read."""
    return _parts("tile", found)


def _parts(part: str, found: list[tuple]) -> list[SafeString]:
    held = {
        key: markup.trusted(html)
        for key, html, made_with, made_for, content_version in found
        if made_with == current_build_hash() and made_for == content_version
    }
    missing = [values[0] for values in found if values[0] not in held]
    if missing:
        articles = Article.objects.for_listing().in_bulk(missing)
        held |= {key: card_parts_of(article)[part] for key, article in articles.items()}
    # An article that is deleted at this moment is in no list.
    return [held.get(values[0], _NOTHING) for values in found]
