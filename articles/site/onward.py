"""The links that lead on from an article: to the parts beside it in its series, or else to its
neighbours in the section; to related articles that an editor chose, and to others found by what
they are about. They are looked up when the page is read, because they change as other articles are
published, and as embargoes end."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import IntegerField, Q
from django.utils import timezone
from django.utils.html import escape

from articles.formats.page_metadata import onward_html
from articles.models import (
    MOST_RELATED,
    PART_COLUMNS,
    Article,
    Mention,
    RelatedArticle,
    SeriesPart,
    SeriesPlace,
    article_path,
    marked_headline,
)
from articles.querysets import NOW, PreparedQuery, Slot
from articles.site.layout import Layout, Part
from articles.site.listings import TILE, tiles_of

#: The articles that are shown: those that an editor chose, and others up to this number.
RELATED_ARTICLES = MOST_RELATED
_LEAST_RELATED = 3  # with fewer, articles of the section are added

_KEY = IntegerField()
#: The most articles on the same organizations that are few enough to be read whole and sorted here.
#: With more, going through the newest articles soon meets some; with few, that search would go
#: through the whole archive.
_FEW = 200
_CHOSEN = PreparedQuery(
    lambda: (
        RelatedArticle.objects.filter(article=Slot("article", _KEY))
        .published(now=NOW)
        .in_order()
        .values_list("related__slug", *(f"related__{name}" for name in TILE))[:MOST_RELATED]
    )
)
_PARTS = PreparedQuery(
    lambda: (
        SeriesPart.objects.filter(series=Slot("series", _KEY))
        .seen_from(Slot("article", _KEY), now=NOW)
        .in_order()
        .values_list(*PART_COLUMNS)
    )
)
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


class Leading(NamedTuple):
    """The article that leads on, as far as its links depend on it: `before` and `after` are the
    keys of its neighbours in the section, `series` is that of its series, or None."""

    key: int
    slug: str
    section: int | None
    section_name: str | None
    before: int | None
    after: int | None
    series: int | None
    has_related: bool

    @classmethod
    def of(cls, article: Article) -> Leading:
        """Describe an article that was loaded with `for_page()`."""
        beside = (article.before_id, article.after_id) if article.published_at else (None, None)
        section = article.section.name if article.section else None
        return cls(
            article.pk,
            article.slug,
            article.section_id,
            section,
            *beside,
            article.series_key,
            article.has_related,
        )


class Onward(NamedTuple):
    """The HTML of the links: `series` stands above the headline, `links` after the article, and
    `graph`, for engines, in the head."""

    series: str
    links: str
    graph: str


def onward_from(layout: Layout, leading: Leading) -> Onward:
    """Return the links that lead on from an article: the parts before and after it in its series,
    or the articles before and after it in the section; and other articles, those that an editor
    chose before those on the same organizations or, where these are few, the newest of the
    section."""
    now = timezone.now()
    place = _place(leading, now)
    chosen = _CHOSEN(article=leading.key, now=now) if leading.has_related else []
    tiles = [row[1:] for row in chosen]
    tiles += _found(leading, {row[0] for row in tiles}, now)
    parts: dict[str, Part] = {"related": "".join(tiles_of(tiles))} if tiles else {}
    if place and place.count > 1:
        parts["series"] = _series_parts(place)
    else:
        parts |= _neighbours(leading)
    above = layout.filled("articles/_series_line.html", series=_numbered(place)) if place else ""
    return Onward(
        above,
        layout.filled("articles/_onward.html", **parts),
        onward_html(leading.slug, place, [row[0] for row in chosen]),
    )


def _place(leading: Leading, now: dt.datetime) -> SeriesPlace | None:
    if leading.series is None:
        return None
    rows = _PARTS(series=leading.series, article=leading.key, now=now)
    return SeriesPlace.among(rows, leading.key)


def _found(leading: Leading, chosen: set[int], now: dt.datetime) -> list[tuple]:
    """Return the tiles of articles found by themselves, as rows of `TILE`, beside those chosen."""
    wanted = RELATED_ARTICLES - len(chosen)
    if wanted <= 0:
        return []
    found = [row for row in _related(leading.key, now) if row[0] not in chosen][:wanted]
    lacking = _LEAST_RELATED - len(chosen) - len(found)
    if lacking > 0 and leading.section:
        known = {leading.key, *chosen, *(row[0] for row in found)}
        section = _IN_SECTION(section=leading.section, now=now)
        found += [row for row in section if row[0] not in known][:lacking]
    return found


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


def _numbered(place: SeriesPlace) -> dict[str, Part]:
    parts = {"name": escape(place.name), "path": place.path, "number": str(place.number)}
    return parts | ({"count": str(place.count)} if place.count > 1 else {})


def _series_parts(place: SeriesPlace) -> dict[str, Part]:
    parts: dict[str, Part] = {"name": escape(place.name)}
    for name, other, step in (("before", place.before, -1), ("after", place.after, 1)):
        if other:
            parts[name] = {
                "path": article_path(other.slug),
                "headline": escape(other.marked_headline),
                "number": str(place.number + step),
            }
    return parts


def _neighbours(leading: Leading) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    if not (leading.before or leading.after):
        return parts
    rows = {row[0]: row[1:] for row in _BESIDE(before=leading.before, after=leading.after)}
    parts["section"] = escape(leading.section_name)
    for name, other in (("before", leading.before), ("after", leading.after)):
        if other in rows:
            slug, headline, kind, sponsor = rows[other]
            marked = marked_headline(headline, kind, sponsor)
            parts |= {f"{name}_path": article_path(slug), name: escape(marked)}
    return parts
