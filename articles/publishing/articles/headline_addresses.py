"""The addresses that articles derive from their headlines until readers know them."""

from __future__ import annotations

from collections.abc import Sequence

from articles.models import Article
from articles.publishing.articles.addresses import check_slug, free_slugs_for, is_taken
from articles.publishing.articles.changes import Change
from articles.text.slugs import free_slug, make_slug


def give_addresses(changes: Sequence[Change]) -> None:
    """Give each article its slug, made from its headline unless a person chose another or readers
    know the one it has. New articles without a chosen slug share a few queries. Raises
    ValidationError where a chosen slug leads readers to another page."""
    new, others = [], []
    for change in changes:
        (others if change.stored or change.article.slug else new).append(change)
    given = set()
    slugs = free_slugs_for(Article, [change.article.headline for change in new])
    for change, slug in zip(new, slugs, strict=True):
        change.article.slug = slug
        given.add(slug)
    for change in others:
        article = change.article
        if change.stored and _follows_headline(article, change.stored):
            article.slug = _free_slug(article, given)
        else:
            check_slug(article, article.slug)
        given.add(article.slug)


def _free_slug(article: Article, given: set[str]) -> str:
    """Return a slug for the headline that no other page has or had, and that is not in `given`, the
    slugs of other articles in the same save."""
    return free_slug(
        article.headline, is_taken=lambda slug: slug in given or is_taken(article, slug)
    )


def _follows_headline(article: Article, stored: Article) -> bool:
    """Return True if the slug must be made from the headline: the article has none, or its slug was
    made from its earlier headline and no reader has seen it."""
    if not article.slug:
        return True
    if stored.was_public or article.slug != stored.slug:
        return False
    made = make_slug(stored.headline)
    return stored.headline != article.headline and (
        stored.slug == made or stored.slug.rpartition("-")[0] == made
    )
