"""Saving an article: cleaned, counted, addressed, signed and tied in one transaction."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateTimeField
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus, MentionStanding, Verb
from articles.db.fields import CleanText
from articles.delivery.article_fragments import render_later
from articles.delivery.dossier_fragments import dossiers_later
from articles.models import Article, Author, Byline, Organization, Source
from articles.publishing.accountability.ai_declarations import say_reviewed
from articles.publishing.accountability.corrections import (
    Amendment,
    check_amendment,
    keep_amendment,
    tell_update,
)
from articles.publishing.accountability.erased_names import check_erased_names
from articles.publishing.articles.addresses import check_slug, free_slug_for, keep_former_address
from articles.publishing.articles.checks import set_aside_checks
from articles.publishing.articles.derived_text import derive_text
from articles.publishing.articles.requirements import (
    check_fields,
    check_publication_time,
    missing_for_publication,
)
from articles.publishing.drafts.snapshots import Snapshot, article_fields
from articles.publishing.history.edit_conflicts import raise_version
from articles.publishing.history.log import record
from articles.publishing.history.versions import keep_first_state, keep_state, what_changed
from articles.publishing.organizations.mentions import decide, link_article
from articles.publishing.organizations.reading import Reading
from articles.publishing.quotations.detect import check_quotations, follow_quotations, quotations_of
from articles.publishing.rights import may_edit, require
from articles.publishing.subjects.namesakes import themes_called
from articles.publishing.subjects.save import create_organization
from articles.text import markup
from articles.text.characters import clean_line
from articles.text.dates import format_datetime
from articles.text.slugs import make_slug

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def save_article(
    *,
    article: Article,
    by: AbstractBaseUser | None,
    base_version: int | None = None,
    authors: Sequence[Author] | None = None,
    tags: Iterable[str] | None = None,
    sources: Sequence[Source] | None = None,
    confirm: Iterable[Organization] = (),
    reject: Iterable[Organization] = (),
    create: Iterable[str] = (),
    dismiss: Iterable[str] = (),
    amendment: Amendment | None = None,
    set_aside: Iterable[tuple[str, str, str]] = (),
    ai_reviewed: bool | None = None,
    let_go: Container[UUID] = (),
    summary: str = "",
) -> Article:
    """Store an article as it is in memory, with its ties; its status is not changed here.

    `base_version` is the version that the text began from: where another was saved since, raises
    EditConflict (None is for who does not edit what was there: imports, fixtures of tests).
    `authors` in the order in which they sign, `tags` and `sources` replace what is there, unless
    None. `confirm` and `reject` are a person's word on organisations, `create` the names of new
    ones, which are confirmed, and `dismiss` words that name none. The organisations that the text
    names are tied as they are found. `amendment` says what a change to an article that readers see
    is, and what they are told of it (see `publishing.accountability.corrections`); `set_aside` are
    the checks that a person set aside: code, about what, why. `ai_reviewed` says whether `by`
    reviewed what artificial intelligence did; None leaves what was said. `let_go` are the names of
    confirmed quotations that the text may break. The state is kept in the history, told in words or
    by `summary`. Raises PermissionDenied, and ValidationError where a rule is broken, among them
    that a published article stays complete; nothing is then stored.
    """
    stored = Article.objects.select_for_update().filter(pk=article.pk).first()
    require(may_edit, by, stored or article)
    before = None
    if stored is None:
        article.created_by = article.created_by or by
    else:
        keep_first_state(stored)
        before = Snapshot.of(stored)
        raise_version(article, stored, base_version)
        article.status = stored.status  # only the verbs change it
        article.assignee = stored.assignee
    _prepare(article, stored)
    say_reviewed(article, ai_reviewed, by=by)
    amended = stored is not None and stored.is_public and by is not None
    if amended:
        check_amendment(stored, article, amendment)
    article.dismissed_names = list(
        dict.fromkeys([*article.dismissed_names, *map(clean_line, dismiss)])
    )
    if article.status == ArticleStatus.PUBLISHED:
        signed = list(authors) if authors is not None else article.signatures
        if missing := missing_for_publication(article, authors=signed):
            raise ValidationError(missing)
        check_publication_time(article)
    if amended:
        tell_update(stored, article, amendment)
    check_erased_names(article, tags=tags, sources=sources)
    quotations = quotations_of(article)
    check_quotations(article, quotations, let_go=let_go)
    check_fields(article, stored)
    article.save()
    if stored and stored.was_public and stored.slug != article.slug:
        keep_former_address(article, stored.slug)
        record(Verb.MOVED, by=by, article=article, note=f"{stored.slug} → {article.slug}")
    if stored and stored.is_scheduled and stored.published_at != article.published_at:
        moment = format_datetime(article.published_at)
        record(Verb.RESCHEDULED, by=by, article=article, note=moment)
    if amended and amendment:
        keep_amendment(article, amendment, by=by)
    set_ties(article, authors=authors, tags=tags, sources=sources)
    set_aside_checks(article, set_aside, by=by)
    created = [create_organization(name=name, by=by) for name in create]
    reading = Reading.of(article)
    confirm = [*confirm, *created]
    decide(article, confirm, standing=MentionStanding.CONFIRMED, by=by, reading=reading)
    decide(article, reject, standing=MentionStanding.REJECTED, by=by, reading=reading)
    link_article(article, reading)
    follow_quotations(article, reading, quotations, by=by)
    derive_text(article, reading)
    if not summary:
        summary = what_changed(before, Snapshot.of(article)) if before else _("first draft")
    keep_state(article, by=by, summary=summary)
    render_later(article)
    dossiers_later(article)
    return article


def set_ties(
    article: Article,
    *,
    authors: Sequence[Author] | None = None,
    tags: Iterable[str] | None = None,
    sources: Sequence[Source] | None = None,
) -> None:
    """Set who signs, the tags and the sources, where they are given."""
    if authors is not None:
        _sign(article, authors)
    if tags is not None:
        article.tags.set(themes_called(map(clean_line, tags)))
    if sources is not None:
        _cite(article, sources)


def _prepare(article: Article, stored: Article | None) -> None:
    """Work out what follows from what was written."""
    prepare_text(article)
    if _follows_headline(article, stored):
        article.slug = free_slug_for(article, article.headline)
    else:
        check_slug(article, article.slug)


def prepare_text(article: Article) -> None:
    """Bring what was written into the form in which it is stored, and count its words."""
    for name, field in article_fields().items():
        value = getattr(article, field.attname)
        if isinstance(field, CleanText):
            setattr(article, name, field.cleaned(value))
        elif value and isinstance(field, DateTimeField):
            setattr(article, name, value.replace(microsecond=0))
    article.word_count = markup.word_count(markup.plain_text(article.body))


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


def _cite(article: Article, sources: Sequence[Source]) -> None:
    """Set the sources to `sources`, each known by its words, touching only what differs."""
    before = {source.label: source for source in article.sources.all()}
    for source in sources:
        label = clean_line(source.label)
        known = before.pop(label, None) or Source(article=article, label=label)
        known.kind, known.url, known.date = source.kind, source.url, source.date
        known.unnamed_because = source.unnamed_because
        known.full_clean()
        known.save()
    article.sources.filter(pk__in=[source.pk for source in before.values()]).delete()
