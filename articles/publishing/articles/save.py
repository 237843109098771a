"""Saving articles, one or a thousand: cleaned, checked, given an address, signed and tied in one
transaction. The form, the imports and the restoring of versions all save through here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus, Verb
from articles.db.date_fields import validate_datetime_range
from articles.delivery.article_fragments import render_later
from articles.delivery.dossier_fragments import dossiers_later
from articles.models import Article, EditorialAct
from articles.publishing.accountability.ai_declarations import record_review
from articles.publishing.accountability.corrections import (
    check_amendment,
    keep_amendment,
    set_update_time,
)
from articles.publishing.accountability.erased_names import check_erased_names
from articles.publishing.articles.addresses import keep_former_address
from articles.publishing.articles.changes import Change
from articles.publishing.articles.decisions import NO_DECISIONS, Decisions
from articles.publishing.articles.derived_text import derive_text
from articles.publishing.articles.headline_addresses import give_addresses
from articles.publishing.articles.preparation import (
    Preparation,
    PreparedArticle,
    prepare_text,
)
from articles.publishing.articles.related import check_related
from articles.publishing.articles.requirements import (
    check_fields,
    check_publication_time,
    missing_for_publication,
)
from articles.publishing.articles.rows import store_what_follows
from articles.publishing.articles.set_aside import set_aside_checks
from articles.publishing.articles.ties import set_ties
from articles.publishing.articles.workflow import publication_of
from articles.publishing.drafts.snapshots import Snapshot
from articles.publishing.history.edit_conflicts import raise_version
from articles.publishing.history.log import act, record
from articles.publishing.history.versions import (
    State,
    keep_first_state,
    keep_state,
    keep_states,
    what_changed,
)
from articles.publishing.organizations.mentions import (
    learn_from_automatic_ties,
    link_as_decided,
)
from articles.publishing.organizations.reading import Reading
from articles.publishing.pictures.share_images import draw_later, wanted_share_image
from articles.publishing.quotations.detect import check_quotations, follow_quotations, quotations_of
from articles.publishing.rights import may_edit, may_publish, require
from articles.publishing.subjects.save import create_organization
from articles.text.characters import clean_line
from articles.text.dates import format_datetime

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def save(
    articles: Sequence[Article | PreparedArticle],
    decisions: Decisions | Sequence[Decisions] = NO_DECISIONS,
    *,
    by: AbstractBaseUser | None,
    summary: str = "",
) -> list[Article]:
    """Store articles as they are in memory, all of them or none, and return them.

    `decisions` are those about each article, or about all of them. The organizations and quotations
    in the text are tied as they are found; a person's earlier decisions stay. The status of a
    stored article does not change here. The history keeps the state of each article, described by
    `summary` or by what changed.

    A caller with many new articles passes them as prepared by a `Preparation`: they were checked
    and read outside the transaction, and a thousand then take as many queries as two. Any other
    article costs some queries of its own.

    Raises EditConflict where another version was saved since the `base_version`, PermissionDenied,
    ValidationError where a rule is broken (also where a published article would become incomplete),
    and IntegrityError where another transaction takes an address at the same moment. Nothing is
    then stored.
    """
    changes = _begin(articles, decisions, by=by)
    for change in changes:
        if change.prepared is None:
            prepare_text(change.article)
    give_addresses(changes)
    for change in changes:
        _settle(change, by=by)
    _store(changes, by=by)
    _follow_texts(changes, by=by)
    _keep_history(changes, by=by, summary=summary)
    saved = [change.article for change in changes]
    render_later(*saved)
    dossiers_later(*saved)
    return saved


def _begin(
    articles: Sequence[Article | PreparedArticle],
    decisions: Decisions | Sequence[Decisions],
    *,
    by: AbstractBaseUser | None,
) -> list[Change]:
    """Lock the stored articles until the transaction ends, and give each its next version."""
    each = [decisions] * len(articles) if isinstance(decisions, Decisions) else decisions
    changes = [Change.of(*one) for one in zip(articles, each, strict=True)]
    keys = [change.article.pk for change in changes if change.article.pk is not None]
    stored = Article.objects.select_for_update().order_by("pk").in_bulk(keys)
    for change in changes:
        article, before = change.article, stored.get(change.article.pk)
        require(may_edit, by, before or article)
        if before and change.prepared:
            raise ValueError("only new articles are prepared")
        if before is None:
            article.created_by = article.created_by or by
            continue
        keep_first_state(before)
        change.stored, change.before = before, Snapshot.of(before)
        raise_version(article, before, change.decided.base_version)
        article.status = before.status  # only the workflow changes it
        article.assignee = before.assignee
    return changes


def _settle(change: Change, *, by: AbstractBaseUser | None) -> None:
    """Set the fields that follow from the decisions, and check the whole article."""
    article, stored, decided = change.article, change.stored, change.decided
    record_review(article, decided.ai_reviewed, by=by)
    # Decided once: an embargo may end during the save.
    change.is_amended = stored is not None and stored.is_public and by is not None
    if change.is_amended:
        check_amendment(stored, article, decided.amendment)
    article.dismissed_names = list(
        dict.fromkeys([*article.dismissed_names, *map(clean_line, decided.dismiss)])
    )
    if decided.publish_at:
        _publish(change, by=by)
    elif article.status == ArticleStatus.PUBLISHED:
        _require_complete(change)
        check_publication_time(article)
    if change.is_amended:
        set_update_time(stored, article, decided.amendment)
    if decided.related is not None:
        check_related(article, decided.related)
    if article.pk is not None:  # from an article that was never stored no name was taken out
        check_erased_names(article, tags=decided.tags, sources=decided.sources)
    if stored:
        change.quotations = quotations_of(article)
        check_quotations(article, change.quotations, let_go=decided.let_go)
    if change.prepared is None:
        check_fields(article, stored)


def _publish(change: Change, *, by: AbstractBaseUser | None) -> None:
    """Publish a new article as it is stored."""
    article, moment = change.article, change.decided.publish_at
    if change.stored:
        raise ValueError("publish_at is for new articles: others are published by the verb")
    require(may_publish, by, article)
    validate_datetime_range(moment)
    _require_complete(change)
    article.published_at = moment.replace(microsecond=0)
    article.status = ArticleStatus.PUBLISHED


def _require_complete(change: Change) -> None:
    if missing := missing_for_publication(change.article, authors=change.authors):
        raise ValidationError(missing)


def _store(changes: Sequence[Change], *, by: AbstractBaseUser | None) -> None:
    """Store the articles, and the decisions apart from their texts."""
    Article.objects.bulk_create(change.article for change in changes if change.stored is None)
    for change in changes:
        if change.stored:
            change.article.save()
            _record_moves(change, by=by)
        if change.is_amended and change.decided.amendment:
            keep_amendment(change.article, change.decided.amendment, by=by)
    set_ties(changes)
    for change in changes:
        set_aside_checks(change.article, change.decided.set_aside, by=by)


def _record_moves(change: Change, *, by: AbstractBaseUser | None) -> None:
    """Record that the address or the time of an article that readers see, or will see, has
    changed."""
    article, stored = change.article, change.stored
    if stored.was_public and stored.slug != article.slug:
        keep_former_address(article, stored.slug)
        record(Verb.MOVED, by=by, article=article, note=f"{stored.slug} → {article.slug}")
    if stored.is_scheduled and stored.published_at != article.published_at:
        moment = format_datetime(article.published_at)
        record(Verb.RESCHEDULED, by=by, article=article, note=moment)


def _follow_texts(changes: Sequence[Change], *, by: AbstractBaseUser | None) -> None:
    """Bring ties, quotations, links, search and share images in line with the texts."""
    created = [
        [create_organization(name=name, by=by) for name in change.decided.create]
        for change in changes
    ]
    untouched = [change for change in changes if change.is_untouched]
    unread = [change for change in untouched if change.prepared is None]
    preparation = Preparation() if unread else None  # knows the new names, too
    for change in unread:
        change.prepared = preparation.read(change.article)
    for change in untouched:
        change.prepared.text.share_image = wanted_share_image(change.article)
    store_what_follows(untouched)
    if drawn := [change.article.pk for change in untouched if change.prepared.text.share_image]:
        draw_later(drawn)
    for change, organizations in zip(changes, created, strict=True):
        if change.is_untouched:
            continue
        article, decided = change.article, change.decided
        reading = Reading.of(article)
        confirm = [*decided.confirm, *organizations]
        link_as_decided(article, reading, confirm, decided.reject, by=by)
        follow_quotations(article, reading, change.quotations, by=by)
        derive_text(article, reading)


def _keep_history(changes: Sequence[Change], *, by: AbstractBaseUser | None, summary: str) -> None:
    """Store the states in the history, and record which articles were published at once."""
    states = []
    for change in changes:
        article = change.article
        words = summary or _summary_of(change)
        if change.is_untouched:
            states.append(State(article, [*change.ties, *change.prepared.mentions], words))
        else:
            keep_state(article, by=by, summary=words)
    if states:
        keep_states(states, by=by)
    published = [change.article for change in changes if change.decided.publish_at]
    EditorialAct.objects.bulk_create(_publication(article, by=by) for article in published)
    if by is not None:
        for article in published:
            learn_from_automatic_ties(article)


def _summary_of(change: Change) -> str:
    if change.before:
        return what_changed(change.before, Snapshot.of(change.article))
    return _("first text") if change.decided.publish_at else _("first draft")


def _publication(article: Article, *, by: AbstractBaseUser | None) -> EditorialAct:
    verb, note = publication_of(article)
    return act(verb, by=by, article=article, note=note)


@transaction.atomic
def add_synthetic(articles: Sequence[PreparedArticle], decisions: Sequence[Decisions]) -> None:
    """Store synthetic articles for measurements: a shortcut of `save`.

    It stores the same rows by the same steps, without those that make `save` too slow for a million
    articles. Their texts are not read, because the generator knows whom they name; their history
    begins with their first change, as for loaded fixtures; their pages are rendered when they are
    read, and no share images are drawn.
    """
    changes = [Change.of(*one) for one in zip(articles, decisions, strict=True)]
    give_addresses(changes)
    for change in changes:
        _publish(change, by=None)
    _store(changes, by=None)
    store_what_follows(changes)
