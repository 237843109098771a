"""The addresses that articles get of their headlines, until readers know them."""

from __future__ import annotations

from collections.abc import Sequence

from articles.models import Article
from articles.publishing.articles.addresses import check_slug, free_slugs_for, is_taken
from articles.publishing.articles.changes import Change
from articles.text.slugs import free_slug, make_slug


def give_addresses(changes: Sequence[Change]) -> None:
    """Give each article its address: of its headline, unless a person chose another or readers know
    the one it has. Raises ValidationError where a chosen one leads readers somewhere else. The new
    ones of which nobody chose it take few queries together."""
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
    """The slug of the headline that no other page has or had, and that is not `given` to another
    article that is saved with this one."""
    return free_slug(
        article.headline, is_taken=lambda slug: slug in given or is_taken(article, slug)
    )


def _follows_headline(article: Article, stored: Article) -> bool:
    """Whether the address is to be made of the headline: where there is none, and where it was so
    made before and no reader has seen it."""
    if not article.slug:
        return True
    if stored.was_public or article.slug != stored.slug:
        return False
    made = make_slug(stored.headline)
    return stored.headline != article.headline and (
        stored.slug == made or stored.slug.rpartition("-")[0] == made
    )
