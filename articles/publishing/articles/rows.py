"""The rows that follow from the texts of new articles, stored in the same number of queries for
many articles as for one."""

from __future__ import annotations

from collections.abc import Sequence

from articles.db.choices import ArticleStatus
from articles.models import (
    ArticleText,
    Byline,
    MediaUse,
    Mention,
    PictureUse,
    Quotation,
    SearchEntry,
    TaggedArticle,
)
from articles.publishing.articles.changes import Change
from articles.search import make_entry


def store_what_follows(changes: Sequence[Change]) -> None:
    """Store the rows derived from new articles: mentions, quotations, words, the pictures and
    files they show, and the search entries of those that are published or scheduled."""
    prepared = [change.prepared for change in changes]
    Mention.objects.bulk_create(mention for one in prepared for mention in one.mentions)
    Quotation.objects.bulk_create(each for one in prepared for each in one.quotations)
    ArticleText.objects.bulk_create(one.text for one in prepared)
    PictureUse.objects.bulk_create(
        PictureUse(article=one.article, picture_id=key) for one in prepared for key in one.pictures
    )
    MediaUse.objects.bulk_create(
        MediaUse(article=one.article, media_id=key) for one in prepared for key in one.media
    )
    published = [change for change in changes if change.article.status == ArticleStatus.PUBLISHED]
    SearchEntry.objects.bulk_create(map(_entry_of, published))


def _entry_of(change: Change) -> SearchEntry:
    return make_entry(
        change.article,
        change.prepared.words,
        organizations=[each.organization_id for each in change.prepared.mentions if each.is_public],
        authors=[tie.author_id for tie in change.ties if isinstance(tie, Byline)],
        tags=[tie.tag_id for tie in change.ties if isinstance(tie, TaggedArticle)],
    )
