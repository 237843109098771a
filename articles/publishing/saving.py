"""Saving a piece: cleaned, counted, addressed, signed and tied in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from articles import markup
from articles.choices import ArticleStatus, MentionStanding
from articles.models import Article, Author, Byline, Organization
from articles.publishing.addresses import check_slug, free_slug_for, keep_former_address
from articles.publishing.readiness import check_publication_time, missing_for_publication
from articles.publishing.reading import Reading
from articles.publishing.rights import may_edit, require
from articles.publishing.subjects import create_organization
from articles.publishing.texts import derive_text
from articles.publishing.ties import decide, link_article
from articles.slugs import make_slug

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def save_article(
    *,
    article: Article,
    by: AbstractBaseUser | None,
    authors: Sequence[Author] | None = None,
    tags: Iterable[str] | None = None,
    confirm: Iterable[Organization] = (),
    reject: Iterable[Organization] = (),
    create: Iterable[str] = (),
    dismiss: Iterable[str] = (),
) -> Article:
    """Store a piece as it is in memory, with its ties; its status is not changed here.

    `authors` in the order in which they sign and `tags` replace what is there, unless None.
    `confirm` and `reject` are a person's word on organisations, `create` the names of new
    ones, which are confirmed, and `dismiss` words that name none. The organisations that the
    text names are tied as they are found. Raises PermissionDenied, and ValidationError where
    a rule is broken, among them that a published piece stays complete; nothing is then stored.
    """
    stored = Article.objects.select_for_update().filter(pk=article.pk).first()
    require(may_edit, by, stored or article)
    if stored is None:
        article.created_by = by
    else:
        article.status = stored.status  # only the verbs change it
    _prepare(article, stored)
    article.dismissed_names = list(dict.fromkeys([*article.dismissed_names, *dismiss]))
    if article.status == ArticleStatus.PUBLISHED:
        signed = list(authors) if authors is not None else article.signatures
        if missing := missing_for_publication(article, authors=signed):
            raise ValidationError(missing)
        check_publication_time(article)
    article.full_clean()
    article.save()
    if stored and stored.was_public and stored.slug != article.slug:
        keep_former_address(article, stored.slug)
    if authors is not None:
        _sign(article, authors)
    if tags is not None:
        article.tags.set(list(tags))
    created = [create_organization(name=name, by=by) for name in create]
    reading = Reading.of(article)
    confirm = [*confirm, *created]
    decide(article, confirm, standing=MentionStanding.CONFIRMED, by=by, reading=reading)
    decide(article, reject, standing=MentionStanding.REJECTED, by=by, reading=reading)
    link_article(article, reading)
    derive_text(article, reading)
    return article


def _prepare(article: Article, stored: Article | None) -> None:
    """Work out what follows from what was written."""
    for field in ("headline", "kicker", "standfirst"):
        text = markup.normalize_text(getattr(article, field))
        setattr(article, field, " ".join(text.split()))
    article.body = markup.clean_html(article.body)
    article.word_count = markup.word_count(markup.plain_text(article.body))
    for field in ("published_at", "updated_at"):
        if moment := getattr(article, field):
            setattr(article, field, moment.replace(microsecond=0))
    if _follows_headline(article, stored):
        article.slug = free_slug_for(article, article.headline)
    else:
        check_slug(article, article.slug)


def _follows_headline(article: Article, stored: Article | None) -> bool:
    """Whether the address is to be made from the headline: where there is none, and where it
    was so made before and no reader has seen it."""
    if not article.slug:
        return True
    if stored is None or stored.was_public or article.slug != stored.slug:
        return False
    made = make_slug(stored.headline)
    return stored.headline != article.headline and (
        stored.slug == made or stored.slug.rpartition("-")[0] == made
    )


def _sign(article: Article, authors: Sequence[Author]) -> None:
    """Set the bylines to `authors`, in that order, touching only what differs."""
    current = [(byline.author_id, byline.position) for byline in article.bylines.all()]
    wanted = [(author.pk, position) for position, author in enumerate(authors)]
    if current == wanted:
        return
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author=author, position=position)
        for position, author in enumerate(authors)
    )
