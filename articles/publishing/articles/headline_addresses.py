"""The addresses that articles derive from their headlines until readers know them."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from articles.models import Article
from articles.publishing.articles.addresses import check_slug, free_slugs_for, is_taken
from articles.publishing.articles.changes import Change
from articles.text.slugs import free_slug, make_slug


def give_addresses(changes: Sequence[Change]) -> None:
    """Give each article its slug, made from its headline unless a person chose another or readers
    know the one it has. New articles without a chosen slug share a few queries. Raises
    ValidationError where a chosen slug leads readers to another page, or is chosen twice."""
    new, following = [], []
    given: set[str] = set()  # those that are chosen come first: the others make way
    for change in changes:
        article = change.article
        if change.stored and _follows_headline(article, change.stored):
            following.append(article)
        elif change.stored or article.slug:
            check_slug(article, article.slug)
            if article.slug in given:
                raise ValidationError({"slug": article.unique_error_message(Article, ("slug",))})
            given.add(article.slug)
        else:
            new.append(article)
    slugs = free_slugs_for(Article, [article.headline for article in new], given)
    for article, slug in zip(new, slugs, strict=True):
        article.slug = slug
    given.update(slugs)
    for article in following:
        article.slug = _free_slug(article, given)
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
