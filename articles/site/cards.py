"""The cards of articles on the front page, each rendered once for the content it shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import BigIntegerField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.models import Article, Author, Byline, Picture, Section, article_path, marked_headline
from articles.querysets import NOW, PreparedQuery, Slot

#: The number of cards that a process caches, of about two kilobytes each; the least recently shown
#: go first.
MOST_CACHED = 500
#: The number of keys in a query is a multiple of this, so that one prepared query serves pages of
#: about the same size.
_STEP = 16
#: The names of the kinds of card, with the arguments of their template.
_VARIANTS = MappingProxyType(
    {
        "lead": {"variant": "lead", "eager": True},
        "second": {"variant": "second", "bare": True},
        "tile": {"variant": "tile", "level": 3},
        "rail": {"level": 3, "brief": True, "bare": True},
    }
)
_SHOWN = (
    "slug", "headline", "language", "kind", "sponsor", "kicker", "standfirst", "published_at",
    "section__name",
)  # fmt: skip
_PICTURED = ("file", "width", "height", "focal_x", "focal_y", "renditions_version")


class CardArticle(NamedTuple):
    """The content that a card shows of an article, under the names that the article gives it. It is
    the key by which cards are cached: two equal values have the same card, whatever else of the
    articles changed, and in whichever database they are.

    `section_name` is None for an article outside every section; `picture` has the columns of the
    lead picture, and is empty where there is none; `authors` has pairs of a name and a slug, in the
    order in which they sign.
    """

    slug: str
    headline: str
    language: str
    kind: str
    sponsor: str
    kicker: str
    standfirst: str
    published_at: dt.datetime
    section_name: str | None
    picture: tuple
    authors: tuple[tuple[str, str], ...]

    def get_absolute_url(self) -> str:
        return article_path(self.slug)

    @property
    def kind_label(self) -> str:
        return Article(kind=self.kind, sponsor=self.sponsor).kind_label

    @property
    def marked_headline(self) -> str:
        return marked_headline(self.headline, self.kind, self.sponsor)

    @property
    def section(self) -> Section | None:
        return None if self.section_name is None else Section(name=self.section_name)

    @property
    def lead_picture(self) -> Picture | None:
        return Picture(**dict(zip(_PICTURED, self.picture, strict=True))) if self.picture else None

    @property
    def signatures(self) -> list[Author]:
        return [Author(name=name, slug=slug) for name, slug in self.authors]


def card_articles(keys: Collection[int]) -> dict[int, CardArticle]:
    """Return the articles with these keys that readers see, by key. Two queries."""
    wanted = list(keys)
    count = (len(wanted) // _STEP + 1) * _STEP
    articles, bylines = _queries(count)
    wanted += [0] * (count - len(wanted))  # no row has the key 0
    given = {f"key_{number}": key for number, key in enumerate(wanted)}
    authors: dict[int, list[tuple[str, str]]] = {}
    for key, *author in bylines(**given):
        authors.setdefault(key, []).append(tuple(author))
    return {
        key: CardArticle(
            *values[: len(_SHOWN)],
            # The first of these columns is the file, empty where there is no picture.
            picture=tuple(values[len(_SHOWN) :]) if values[len(_SHOWN)] else (),
            authors=tuple(authors.get(key, ())),
        )
        for key, *values in articles(now=timezone.now(), **given)
    }


@cache
def _queries(count: int) -> tuple[PreparedQuery, PreparedQuery]:
    """Return the two queries for this many keys: one for the articles, one for their authors."""
    keys = [Slot(f"key_{number}", BigIntegerField()) for number in range(count)]
    columns = [*_SHOWN, *(f"lead_picture__{name}" for name in _PICTURED)]
    return (
        PreparedQuery(
            lambda: (
                Article.objects.published(now=NOW)
                .filter(pk__in=keys)
                .order_by()
                .values_list("pk", *columns)
            )
        ),
        PreparedQuery(
            lambda: (
                Byline.objects.filter(article__pk__in=keys)
                .order_by("position", "pk")
                .values_list("article", "author__name", "author__slug")
            )
        ),
    )


@lru_cache(MOST_CACHED)
def card(article: CardArticle, variant: str) -> SafeString:
    """Render the card of an article; the variants are `lead`, `second`, `tile` and `rail`."""
    return render_to_string("components/card.html", {"article": article, **_VARIANTS[variant]})
