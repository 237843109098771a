"""Articles as lists and other articles show them: from their stored fragments, or rendered now
where these are not current."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.utils.safestring import SafeString

from articles.delivery.article_fragments import card_parts_of, current_build_hash
from articles.models import Article, article_path
from articles.text import markup

#: The columns, as `values_list` names them, that tell whether the fragments of an article are
#: current.
_FRESHNESS = ("fragments__build_hash", "fragments__content_version", "content_version__number")
_NOTHING = markup.trusted("")
#: The columns that `tiles_of` needs.
TILE = ("pk", "fragments__tile", *_FRESHNESS)
#: The columns that `list_items_of` needs.
ROW = ("pk", "fragments__row", *_FRESHNESS, "slug", "headline", "published_at")


class ListItem(NamedTuple):
    """An article in a list. `html` is its row, with a heading of the second level."""

    slug: str
    headline: str
    published_at: dt.datetime
    html: SafeString

    def get_absolute_url(self) -> str:
        return article_path(self.slug)


def list_items_of(found: list[tuple]) -> list[ListItem]:
    """Return the items for articles read with the columns of `ROW`, in the same order. It makes no
    query, or two where some must be rendered."""
    made = _parts("row", [values[:5] for values in found])
    return [
        ListItem(slug, headline, published_at, html)
        for (*_held, slug, headline, published_at), html in zip(found, made, strict=True)
    ]


def tiles_of(found: list[tuple]) -> list[SafeString]:
    """Return the tiles of articles read with the columns of `TILE`, in the same order."""
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
    # An article deleted at this very moment is left blank.
    return [held.get(values[0], _NOTHING) for values in found]
