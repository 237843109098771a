"""Backfills: the archive is read again for the names of an organization, or of all.

A batch first gathers what would change, then applies it, and can be undone as a whole. Each of the
three steps goes through the articles in the order of their keys, a group at a time, each in one
transaction with the position reached: an interrupted step continues from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from articles.db.choices import BatchState, MentionStanding, NamePolicy
from articles.linking import Tie
from articles.models import (
    Article,
    ArticleText,
    BatchChange,
    LinkingBatch,
    Mention,
    Organization,
    OrganizationName,
)
from articles.publishing.articles.derived_text import derive_links
from articles.publishing.organizations.mentions import FROM_TEXT, follow_text
from articles.publishing.organizations.reading import Reading
from articles.search import with_words

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: The number of articles in a transaction.
AT_ONCE = 100

#: The states in which a batch has work to do.
UNFINISHED = (BatchState.GATHERING, BatchState.APPLYING, BatchState.UNDOING)

Fields = dict | None


def may_read_archive(user: AbstractBaseUser) -> bool:
    """Return True if the person may change ties throughout the archive, for which they must be able
    to edit everybody's articles."""
    return user.has_perms(["articles.change_organization", "articles.edit_every_article"])


def _require(by: AbstractBaseUser | None) -> None:
    if by is not None and not may_read_archive(by):
        raise PermissionDenied(_("You may not change the ties of the archive."))


# The articles to read


def unread_names(organization: Organization | None) -> QuerySet[OrganizationName]:
    """Return the names for which the archive has not been read."""
    names = OrganizationName.objects.exclude(policy=NamePolicy.NEVER)
    if organization is not None:
        names = names.filter(organization=organization)
    return names.exclude(archive_read_for=F("text"))


def candidates(
    organization: Organization | None, *, newest_name: int | None = None
) -> QuerySet[ArticleText]:
    """Return the articles to read: those that contain a name for which the archive has not been
    read or, where there is none, any name of the organization. `newest_name` is the key of the last
    name to consider. Without an organization, return all articles."""
    if organization is None:
        return ArticleText.objects.all()
    names = unread_names(organization)
    if not names.exists():
        names = organization.names.exclude(policy=NamePolicy.NEVER)
    if newest_name is not None:
        names = names.filter(pk__lte=newest_name)
    holding = Q()
    for text in names.values_list("text", flat=True):
        holding |= Q(pk__in=with_words(text).values("pk"))
        holding |= Q(pk__in=with_words(f"{text}s").values("pk"))
    return ArticleText.objects.filter(holding) if holding else ArticleText.objects.none()


def proposals(
    organization: Organization | None, *, after: int = 0, newest_name: int | None = None
) -> Iterator[tuple[int, list[BatchChange]]]:
    """Read the candidates whose key is above `after`, and yield the key of each with the changes to
    its ties. Nothing is stored. Only the keys are all in memory at once."""
    texts = candidates(organization, newest_name=newest_name).filter(article_id__gt=after)
    keys = sorted(texts.order_by().values_list("article_id", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        articles = Article.objects.in_bulk(some)
        mentions: dict[int, dict[int, Mention]] = {key: {} for key in some}
        for mention in Mention.objects.filter(article__in=some):
            mentions[mention.article_id][mention.organization_id] = mention
        for key in some:
            if article := articles.get(key):
                yield key, _changes(article, mentions[key], organization)


def _changes(
    article: Article, mentions: dict[int, Mention], organization: Organization | None
) -> list[BatchChange]:
    reading = Reading.of(article)
    owners = [organization.pk] if organization else list({*reading.by_organization, *mentions})
    changes = []
    for owner in owners:
        mention, tie = mentions.get(owner), reading.by_organization.get(owner)
        if mention is not None and mention.decided_at is not None:
            continue  # a person decided
        before, after = _fields(mention), _after(mention, tie)
        if before != after:
            standing = (after or before)["standing"]
            changes.append(
                BatchChange(
                    article=article,
                    organization_id=owner,
                    standing=standing,
                    before=before,
                    after=after,
                )
            )
    return changes


def _fields(mention: Mention | None) -> Fields:
    return None if mention is None else {name: getattr(mention, name) for name in FROM_TEXT}


def _after(mention: Mention | None, tie: Tie | None) -> Fields:
    return None if tie is None else follow_text(mention, tie)


# From gathering to undoing


@transaction.atomic
def begin(*, organization: Organization | None, by: AbstractBaseUser | None) -> LinkingBatch:
    """Return the batch under way for the organization, or a new one."""
    _require(by)
    if organization is not None:  # a simultaneous request waits here
        Organization.objects.select_for_update().get(pk=organization.pk)
    under_way = LinkingBatch.objects.filter(
        organization=organization, state__in=[*UNFINISHED, BatchState.READY]
    )
    newest = OrganizationName.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return under_way.first() or LinkingBatch.objects.create(
        organization=organization, begun_by=by, newest_name=newest
    )


def work(batch: LinkingBatch, *, by: AbstractBaseUser | None) -> Iterator[int]:
    """Do the work that the state of the batch asks for, from the position reached; after each
    transaction yield the number of articles it handled. The caller may stop at any point and
    continue later."""
    _require(by)
    steps = {
        BatchState.GATHERING: _gather,
        BatchState.APPLYING: _apply,
        BatchState.UNDOING: _undo,
    }
    step = steps.get(batch.state)
    return step(batch) if step else iter(())


@task()
def work_on(key: int) -> None:
    """Do all the work of a batch, in a worker; the right was checked when the work was
    requested."""
    if batch := LinkingBatch.objects.filter(pk=key).first():
        for _number in work(batch, by=None):
            pass


def apply(batch: LinkingBatch, *, by: AbstractBaseUser | None) -> None:
    """Mark the gathered changes to be applied, which `work` does."""
    _require(by)
    _turn(batch, BatchState.READY, BatchState.APPLYING)


def undo(batch: LinkingBatch, *, by: AbstractBaseUser | None) -> None:
    """Mark the applied changes to be undone, which `work` does."""
    _require(by)
    _turn(batch, BatchState.APPLIED, BatchState.UNDOING)


def drop(batch: LinkingBatch, *, by: AbstractBaseUser | None) -> None:
    """Abandon the gathered changes: no tie changes, and the names still count as unread."""
    _require(by)
    if batch.state == BatchState.GATHERING:
        _turn(batch, BatchState.GATHERING, BatchState.DROPPED)
    else:
        _turn(batch, BatchState.READY, BatchState.DROPPED)


@transaction.atomic
def _turn(batch: LinkingBatch, before: BatchState, after: BatchState) -> None:
    """Move the batch from one state to another, unless its state has changed meanwhile."""
    batch.refresh_from_db(from_queryset=LinkingBatch.objects.select_for_update())
    if batch.state == before:
        batch.state, batch.cursor = after, 0
        batch.save()


def _gather(batch: LinkingBatch) -> Iterator[int]:
    found: list[tuple[int, list[BatchChange]]] = []
    read = proposals(batch.organization, after=batch.cursor, newest_name=batch.newest_name)
    for key, changes in read:
        found.append((key, changes))
        if len(found) == AT_ONCE:
            _keep(batch, found)
            yield len(found)
            found = []
    _keep(batch, found)
    _turn(batch, BatchState.GATHERING, BatchState.READY)
    yield len(found)
    if not batch.changes.exists():  # nothing to confirm: mark the names as read
        _turn(batch, BatchState.READY, BatchState.APPLYING)
        yield from _apply(batch)


@transaction.atomic
def _keep(batch: LinkingBatch, found: list[tuple[int, list[BatchChange]]]) -> None:
    rows = [change for _key, changes in found for change in changes]
    for change in rows:
        change.batch = batch
    BatchChange.objects.bulk_create(rows, ignore_conflicts=True)
    if found:
        batch.cursor = found[-1][0]
        batch.read_count += len(found)
        batch.save(update_fields=["cursor", "read_count", "changed_at"])


def _apply(batch: LinkingBatch) -> Iterator[int]:
    yield from _change(batch, back=False)
    _turn(batch, BatchState.APPLYING, BatchState.APPLIED)
    read = unread_names(batch.organization).filter(pk__lte=batch.newest_name)
    read.update(archive_read_for=F("text"))


def _undo(batch: LinkingBatch) -> Iterator[int]:
    yield from _change(batch, back=True)
    _turn(batch, BatchState.UNDOING, BatchState.UNDONE)


def _change(batch: LinkingBatch, *, back: bool) -> Iterator[int]:
    while keys := list(
        batch.changes.filter(article_id__gt=batch.cursor)
        .order_by("article_id")
        .values_list("article_id", flat=True)
        .distinct()[:AT_ONCE]
    ):
        with transaction.atomic():
            changes = batch.changes.filter(article__in=keys).select_related("article")
            for article in {_set_tie(change, back=back) for change in changes} - {None}:
                derive_links(article)
            batch.cursor = keys[-1]
            batch.save(update_fields=["cursor", "changed_at"])
        yield len(keys)


def _set_tie(change: BatchChange, *, back: bool) -> Article | None:
    """Change one tie from `before` to `after`, or back, and return the article if readers see a
    difference. A tie that a person or a newer text has changed meanwhile is left alone."""
    old, new = (change.after, change.before) if back else (change.before, change.after)
    ties = Mention.objects.select_for_update().filter(
        article=change.article_id, organization=change.organization_id
    )
    mention = ties.first()
    if mention is not None and mention.decided_at is not None:
        return None
    if _fields(mention) != old:
        return None
    if new is None:
        mention.delete()
    elif mention is None:
        ties.create(article_id=change.article_id, organization_id=change.organization_id, **new)
    else:
        ties.update(**new)
    standings = {fields["standing"] for fields in (old, new) if fields}
    return change.article if MentionStanding.AUTOMATIC in standings else None
