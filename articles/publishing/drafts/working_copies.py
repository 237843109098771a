"""Working copies: the text typed in an open form, stored apart from the article until it is
saved."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles.models import Article, WorkingCopy
from articles.models.working_copies import WorkingCopyQuerySet
from articles.publishing.drafts.sent_forms import forget_old_forms
from articles.text.characters import clean_line

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: The time for which a copy is kept after it was set aside, and one in which nothing was typed.
KEPT_ASIDE = dt.timedelta(days=30)
KEPT_EMPTY = dt.timedelta(days=1)


class CopyTaken(Exception):
    """A copy that is closed, or open in another page; the caller must begin one of its own."""


@transaction.atomic
def hold_copy(
    *,
    key: uuid.UUID,
    holder: str,
    by: AbstractBaseUser,
    article: Article | None,
    base_version: int,
    claims: bool = False,
) -> WorkingCopy:
    """Record that a form is open, and return its copy. A page that `claims` the copy holds it from
    then on. Raises CopyTaken where another page holds it or it is closed, and PermissionDenied
    where it is another person's."""
    copy, created = WorkingCopy.objects.select_for_update().get_or_create(
        key=key,
        defaults={
            "person": by,
            "article": article,
            "base_version": base_version,
            "holder": holder,
            "seen_at": timezone.now(),
        },
    )
    if created:
        return copy
    if copy.person_id != by.pk:
        raise PermissionDenied
    if copy.is_closed or (copy.holder != holder and copy.holder and not claims):
        raise CopyTaken
    copy.holder, copy.seen_at = holder, timezone.now()
    copy.save(update_fields=["holder", "seen_at"])
    return copy


@transaction.atomic
def write_copy(
    *,
    key: uuid.UUID,
    holder: str,
    by: AbstractBaseUser,
    article: Article | None,
    base_version: int,
    headline: str,
    typed: str,
) -> WorkingCopy:
    """Store the typed text. Raises as `hold_copy` does."""
    copy = hold_copy(key=key, holder=holder, by=by, article=article, base_version=base_version)
    copy.typed, copy.headline = typed.replace("\x00", ""), clean_line(headline)[:200]
    copy.base_version, copy.saved_at = base_version, timezone.now()
    copy.save(update_fields=["typed", "headline", "base_version", "saved_at"])
    return copy


def leave_form(*, key: uuid.UUID, holder: str, by: AbstractBaseUser) -> None:
    """Record that a form was closed, so that nobody is shown as present in it."""
    WorkingCopy.objects.of(by).filter(key=key, holder=holder).update(seen_at=None)


def finish_copy(*, key: uuid.UUID, by: AbstractBaseUser, article: Article) -> None:
    """Close a copy whose text is now in the article. The row stays for a while, so that a late
    message from the form does not bring the copy back."""
    copy, _created = WorkingCopy.objects.get_or_create(key=key, defaults={"person": by})
    if copy.person_id != by.pk:
        raise PermissionDenied
    copy.article, copy.finished_at, copy.seen_at = article, timezone.now(), None
    copy.save(update_fields=["article", "finished_at", "seen_at"])
    _forget_old()


def set_aside(copy: WorkingCopy) -> None:
    """Stop offering a copy; it can be taken up again for a month."""
    copy.set_aside_at, copy.seen_at = timezone.now(), None
    copy.save(update_fields=["set_aside_at", "seen_at"])


@transaction.atomic
def take_up(copy: WorkingCopy, *, typed: str | None = None, base: int | None = None) -> WorkingCopy:
    """Continue a copy in another form: the typed text moves to a new copy, which is returned. A
    page that still has the old one open is told, and keeps its text in a copy of its own. If
    `typed` is given, because the text was merged with another person's, the old copy is set aside
    instead of closed, since the new one may not contain all of it."""
    now = timezone.now()
    successor = WorkingCopy.objects.create(
        person=copy.person,
        article=copy.article,
        base_version=copy.base_version if base is None else base,
        headline=copy.headline,
        typed=copy.typed if typed is None else typed,
        saved_at=now,
    )
    if typed is None:
        copy.finished_at = now
    else:
        copy.set_aside_at = now
    copy.seen_at = None
    copy.save(update_fields=["finished_at", "set_aside_at", "seen_at"])
    return successor


def present(article: Article, *, besides: uuid.UUID) -> WorkingCopyQuerySet:
    """Return the other forms that are open on an article."""
    there = WorkingCopy.objects.on(article).open_now().filter(finished_at=None, set_aside_at=None)
    return there.exclude(key=besides).select_related("person").order_by("opened_at")


def _forget_old() -> None:
    forget_old_forms()
    now = timezone.now()
    copies = WorkingCopy.objects
    copies.filter(set_aside_at__lt=now - KEPT_ASIDE).delete()
    copies.filter(finished_at__lt=now - KEPT_EMPTY).delete()
    copies.filter(saved_at=None, opened_at__lt=now - KEPT_EMPTY).exclude(
        seen_at__gt=now - KEPT_EMPTY
    ).delete()
