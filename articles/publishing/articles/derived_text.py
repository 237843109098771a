"""Data derived from the text of an article when it is saved, so that pages need not compute it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Replace

from articles.linking import ParsedText, people
from articles.models import Article, ArticleText, MediaUse, Organization, PictureUse
from articles.publishing.articles.rendered_body import media_in, pictures_in, rendered_body
from articles.publishing.organizations.names import current_finder
from articles.publishing.organizations.reading import Reading
from articles.publishing.pictures.share_images import derive_share_image
from articles.search import index_article, index_facets, index_words
from articles.text import markup


def derive_text(article: Article, reading: Reading | None = None) -> None:
    """Store the words of an article for the index, the people it names, its body with links to
    organizations, its search entry and its share image. Passing a `reading` saves reading the
    text again."""
    texts, derived = derived_of(article, reading)
    ArticleText.objects.update_or_create(article=article, defaults=derived)
    _tie_pictures(article)
    _tie_media(article)
    index_article(article, texts)
    derive_share_image(article)


def derived_of(
    article: Article, reading: Reading | None = None, addresses: Mapping[int, str] | None = None
) -> tuple[tuple[str, str, str], dict[str, Any]]:
    """Return the texts of an article, and the fields of its `ArticleText`. `addresses` are those of
    the dossiers to link, by organization, if the caller has them."""
    if reading is not None:
        texts, parsed = reading.texts, reading.parsed
    else:
        texts = article.headline, article.standfirst, markup.plain_text(article.body)
        parsed = ParsedText.read(texts, current_finder())
    return texts, {
        "words": index_words(*texts),
        "people": people(parsed),
        "rendered_body": rendered_body(article, addresses, reading),
    }


def derive_links(article: Article) -> None:
    """Render the body again when only ties or pictures have changed, and update the search
    entry."""
    ArticleText.objects.filter(article=article).update(rendered_body=rendered_body(article))
    index_facets(Article.objects.filter(pk=article.pk))


def update_links(organization: Organization, old: str) -> None:
    """Change the links to a dossier's address `old` into links to its present one, in the articles
    that name the organization, without reading them again."""
    texts = ArticleText.objects.filter(article__mentions__organization=organization)
    new = organization.get_absolute_url()
    ArticleText.objects.filter(pk__in=texts.exclude(rendered_body="").values("pk")).update(
        rendered_body=Replace(F("rendered_body"), Value(f'href="{old}"'), Value(f'href="{new}"'))
    )


def _tie_pictures(article: Article) -> None:
    """Store which pictures the text shows."""
    shown = pictures_in(article)
    tied = set(article.picture_uses.values_list("picture", flat=True))
    if gone := tied - shown:
        article.picture_uses.filter(picture__in=gone).delete()
    PictureUse.objects.bulk_create(
        PictureUse(article=article, picture_id=key) for key in shown - tied
    )


def _tie_media(article: Article) -> None:
    """Store which files of audio, video and documents the text shows or links."""
    there = media_in(article)
    tied = set(article.media_uses.values_list("media", flat=True))
    if gone := tied - there:
        article.media_uses.filter(media__in=gone).delete()
    MediaUse.objects.bulk_create(MediaUse(article=article, media_id=key) for key in there - tied)
