"""Pieces as lists and other pieces show them: as they were made when they were saved, or now, where
what was made does not hold."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils.safestring import SafeString

from articles.delivery.article_fragments import card_parts_of, recipe
from articles.models import Article, article_path
from articles.text import markup

#: What tells whether the rendering of a piece holds, as `values_list` names it.
_HOLDS = ("rendering__recipe", "rendering__look", "look__number")
_NOTHING = markup.trusted("")
#: What is read of a tile.
TILE = ("pk", "rendering__tile", *_HOLDS)
#: What is read of a row.
ROW = ("pk", "rendering__row", *_HOLDS, "slug", "headline", "published_at")


class Row(NamedTuple):
    """A piece in a list; `html` is how it looks there, under a heading of the second level."""

    slug: str
    headline: str
    published_at: dt.datetime
    html: SafeString

    def get_absolute_url(self) -> str:
        return article_path(self.slug)


def rows_of(found: list[tuple]) -> list[Row]:
    """The rows of pieces of which `ROW` was read, in their order. No query, and two where
    something is to be made."""
    made = _parts("row", [values[:5] for values in found])
    return [
        Row(slug, headline, published_at, html)
        for (*_held, slug, headline, published_at), html in zip(found, made, strict=True)
    ]


def tiles_of(found: list[tuple]) -> list[SafeString]:
    """The tiles of pieces of which `TILE` was read."""
    return _parts("tile", found)


def _parts(part: str, found: list[tuple]) -> list[SafeString]:
    held = {
        key: markup.trusted(html)
        for key, html, made_with, made_for, look in found
        if made_with == recipe() and made_for == look
    }
    missing = [values[0] for values in found if values[0] not in held]
    if missing:
        pieces = Article.objects.for_listing().in_bulk(missing)
        held |= {key: card_parts_of(piece)[part] for key, piece in pieces.items()}
    # A piece that is deleted at this moment is in no list.
    return [held.get(values[0], _NOTHING) for values in found]
