"""Entries of articles in the search index, written in the transaction that changes the article."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from articles.db.choices import ArticleStatus
from articles.models import Article, Mention, SearchEntry
from articles.search.italian import STOP_WORDS, stems
from articles.text import markup
from articles.text.dates import month_span

_AT_ONCE = 500
OFTEN = 3  # times in an article, from which a word says what it is about
_LOW_BITS = 24  # of a place: they tell apart the articles of one second
_STOP_STEMS = frozenset(stem for word in STOP_WORDS for stem in stems(word))


class Weight(StrEnum):
    """The reason why a word of an article counts more."""

    HEADLINE = "h"
    STANDFIRST = "l"
    OFTEN_SAID = "m"


class Facet(StrEnum):
    """A property by which a search can be narrowed. The values are stored in the index."""

    SECTION = "s"
    ORGANIZATION = "o"
    AUTHOR = "a"
    TAG = "t"
    YEAR = "y"

    def token(self, key: int) -> str:
        return f"{self.value}:{key}"


#: The columns of an entry that derive from its article.
ENTRY_COLUMNS = ("place", "terms", "weights", "facets")


def place_of(moment: dt.datetime, key: int) -> int:
    """Return the place of an article of this time: later articles have higher places, and no two
    the same as long as fewer than 16 million are published in a second.
    """
    return (int(moment.timestamp()) << _LOW_BITS) | (key & ((1 << _LOW_BITS) - 1))


def last_place(moment: dt.datetime) -> int:
    """Return the highest place that an article of this time may have."""
    return place_of(moment, -1)


def places_of(year: int) -> tuple[int, int]:
    """Return the lowest and the highest place that an article of this year may have, in the
    newsroom's time zone.
    """
    begins, ends = month_span(year, 1)[0], month_span(year, 12)[1]
    return place_of(begins, 0), place_of(ends, 0) - 1


def moment_of(place: int) -> int:
    """Return the time of a place, in seconds since 1970."""
    return place >> _LOW_BITS


def weigh(article: Article, texts: tuple[str, str, str]) -> tuple[str, str]:
    """Return the `terms` and `weights` of an entry, from the texts of an article."""
    headline, standfirst, text = texts
    standfirst = f"{article.kicker} {standfirst}"
    of_headline, of_standfirst, of_text = stems(headline), stems(standfirst), stems(text)
    weights = [f"{Weight.HEADLINE}:{stem}" for stem in dict.fromkeys(of_headline)]
    weights += [f"{Weight.STANDFIRST}:{stem}" for stem in dict.fromkeys(of_standfirst)]
    weights += [
        f"{Weight.OFTEN_SAID}:{stem}"
        for stem, count in Counter(of_text).items()
        if count >= OFTEN and stem not in _STOP_STEMS
    ]
    return " ".join([*of_headline, *of_standfirst, *of_text]), f" {' '.join(weights)} "


def facets_of(
    *,
    section: int | None,
    organizations: Iterable[int],
    authors: Iterable[int],
    tags: Iterable[int],
    published_at: dt.datetime,
) -> str:
    """Return the `facets` of an entry; all arguments except the time are keys of rows."""
    tokens = [Facet.SECTION.token(section)] if section else []
    tokens += [Facet.ORGANIZATION.token(key) for key in sorted(organizations)]
    tokens += [Facet.AUTHOR.token(key) for key in sorted(authors)]
    tokens += [Facet.TAG.token(key) for key in sorted(tags)]
    tokens.append(Facet.YEAR.token(timezone.localtime(published_at).year))
    return " ".join(tokens)


def entry_of(article: Article, texts: tuple[str, str, str] | None = None) -> SearchEntry | None:
    """Return the entry of an article, or None if it is not to be in the index. `texts` are the
    headline, standfirst and plain text, if the caller has them already.
    """
    if article.status != ArticleStatus.PUBLISHED:
        return None
    texts = texts or (article.headline, article.standfirst, markup.plain_text(article.body))
    return make_entry(
        article,
        weigh(article, texts),
        organizations=article.mentions.visible().values_list("organization", flat=True),
        authors=article.bylines.values_list("author", flat=True),
        tags=article.tagged_items.values_list("tag", flat=True),
    )


def make_entry(article: Article, words: tuple[str, str], **ties: Iterable[int]) -> SearchEntry:
    """Return the entry of a published article, from its weighed words and the keys of its
    `organizations`, `authors` and `tags`.
    """
    terms, weights = words
    return SearchEntry(
        place=place_of(article.published_at, article.pk),
        article_id=article.pk,
        terms=terms,
        weights=weights,
        facets=facets_of(section=article.section_id, published_at=article.published_at, **ties),
    )


def index_facets(articles: QuerySet[Article]) -> None:
    """Update the facets of these articles in the index, after many relations were changed at once;
    their words stay as they are.
    """
    tied = articles.prefetch_related(
        "bylines",
        "tagged_items",
        "search_entry",
        Prefetch("mentions", Mention.objects.visible(), to_attr="public_mentions"),
    )
    for article in tied.filter(search_entry__isnull=False).iterator(chunk_size=_AT_ONCE):
        entry = article.search_entry
        facets = facets_of(
            section=article.section_id,
            organizations=[mention.organization_id for mention in article.public_mentions],
            authors=[byline.author_id for byline in article.bylines.all()],
            tags=[item.tag_id for item in article.tagged_items.all()],
            published_at=article.published_at,
        )
        if entry.facets != facets:
            entry.facets = facets
            entry.save(update_fields=["facets"])


def index_article(article: Article, texts: tuple[str, str, str] | None = None) -> None:
    """Update the entry of an article, or delete it if readers are not to find the article. An
    article under embargo is in the index, and is found once its time has come.
    """
    entry = entry_of(article, texts)
    known = SearchEntry.objects.filter(article=article)
    if entry is None:
        known.delete()
        return
    known.exclude(pk=entry.pk).delete()  # left from an earlier time
    entry.save()
