"""Rectifications: statements that somebody concerned by an article asks the paper to publish, as
the law obliges it to (the «rettifica» of law 47/1948, art. 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.db.choices import RectificationState, Verb
from articles.models import Article, Rectification
from articles.publishing.accountability.announce import announce_update
from articles.publishing.articles.addresses import free_slug_for
from articles.publishing.history.log import record
from articles.text.characters import clean_line, clean_paragraphs

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def may_handle_rectifications(user: AbstractBaseUser) -> bool:
    return user.has_perm("articles.change_rectification")


@transaction.atomic
def receive_rectification(
    *, rectification: Rectification, by: AbstractBaseUser | None
) -> Rectification:
    """Store a statement that was received, or notes on it while it waits. Its text is kept word for
    word, apart from the line endings that forms change. Raises ValidationError where it was
    published or declined before, or where readers do not see the article it answers."""
    stored = _held(rectification) if rectification.pk else None
    if by is not None and not may_handle_rectifications(by):
        raise PermissionDenied
    if stored is not None and not stored.is_waiting:
        raise ValidationError(_("It is closed, and is not changed any more."), code="closed")
    if not rectification.article.is_public:
        text = _("Readers do not see this piece: there is nothing to rectify in it.")
        raise ValidationError({"article": ValidationError(text, code="not_public")})
    rectification.text = clean_paragraphs(rectification.text)
    rectification.sender = clean_line(rectification.sender)
    if not rectification.slug:
        words = f"{rectification.sender} {rectification.received_on:%Y-%m-%d}"
        rectification.slug = free_slug_for(rectification, words)
    rectification.full_clean()
    rectification.save()
    if stored is None:
        record(Verb.RECEIVED, by=by, article=rectification.article, note=rectification.sender)
    return rectification


@transaction.atomic
def publish_rectification(
    *, rectification: Rectification, by: AbstractBaseUser | None
) -> Rectification:
    """Publish a statement at the head of its article and at an address of its own; from then on it
    cannot be changed."""
    rectification = _closed(rectification, RectificationState.PUBLISHED, by=by)
    article = Article.objects.select_for_update().get(pk=rectification.article_id)
    if not article.is_public:
        text = _("Readers do not see the piece any more: there is nothing to rectify in it.")
        raise ValidationError(text, code="not_public")
    rectification.save()
    record(Verb.RECTIFIED, by=by, article=article, note=rectification.sender)
    summary = _("statement of %(name)s") % {"name": rectification.sender}
    announce_update(article, at=rectification.closed_at, by=by, summary=summary)
    return rectification


@transaction.atomic
def decline_rectification(
    *, rectification: Rectification, by: AbstractBaseUser | None, reason: str
) -> Rectification:
    """Record why a statement is not published. Raises ValidationError where no reason is given."""
    rectification = _closed(rectification, RectificationState.DECLINED, by=by)
    rectification.reason = reason.strip()
    if not rectification.reason:
        text = _("Say why it is not published: who asked for it may ask a judge.")
        raise ValidationError({"reason": ValidationError(text, code="no_reason")})
    rectification.save()
    note = f"{rectification.sender}: {rectification.reason}"
    record(Verb.DECLINED, by=by, article=rectification.article, note=note)
    return rectification


def _held(rectification: Rectification) -> Rectification:
    """Return the row as it is stored, locked until the transaction ends."""
    return Rectification.objects.select_for_update().get(pk=rectification.pk)


def _closed(
    rectification: Rectification, state: RectificationState, *, by: AbstractBaseUser | None
) -> Rectification:
    """Return a waiting statement with a new state, not stored yet. Raises PermissionDenied, and
    ValidationError where it no longer waits."""
    if by is not None and not may_handle_rectifications(by):
        raise PermissionDenied
    rectification = _held(rectification)
    if not rectification.is_waiting:
        raise ValidationError(_("It is closed, and is not changed any more."), code="closed")
    rectification.state = state
    rectification.closed_at = timezone.now().replace(microsecond=0)
    rectification.closed_by = by
    return rectification
