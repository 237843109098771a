"""The workflow of an article: draft, in review, published, withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus, Verb
from articles.delivery.article_fragments import render_later
from articles.delivery.dossier_fragments import dossiers_later
from articles.delivery.proxy_cache import forget_pages
from articles.models import Article, EditorialAct, Withdrawal
from articles.publishing.articles.requirements import check_fields, missing_for_publication
from articles.publishing.history.edit_conflicts import raise_version
from articles.publishing.history.log import record
from articles.publishing.history.versions import keep_first_state, keep_state
from articles.publishing.organizations.mentions import learn_from_automatic_ties
from articles.publishing.pictures.share_images import derive_share_image
from articles.publishing.rights import (
    is_own,
    may_publish,
    may_return_to_draft,
    may_submit,
    may_withdraw,
    require,
)
from articles.search import index_article
from articles.text.characters import clean_line
from articles.text.dates import format_datetime

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, User


#: The acts that pass an article to somebody else.
_MOVES = (Verb.SUBMITTED, Verb.SENT_BACK, Verb.TAKEN_BACK, Verb.UNSCHEDULED)


def _refresh(article: Article) -> None:
    """Reload the article as it is stored now, and lock it until the transaction ends."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())


def _store(article: Article, verb: Verb, *, by: AbstractBaseUser | None, note: str = "") -> None:
    """Store a new status with the act that led to it, and keep the state in the history."""
    stored = Article.objects.get(pk=article.pk)
    keep_first_state(stored)
    raise_version(article, article)
    check_fields(article, stored)
    article.save(update_fields=["status", "published_at", "assignee", "modified_at"])
    index_article(article)
    derive_share_image(article)
    record(verb, by=by, article=article, note=note)
    keep_state(article, by=by, summary="")
    render_later(article)
    dossiers_later(article)


def returns_own(user: AbstractBaseUser, article: Article) -> bool:
    """Return True if this person, in returning the article to draft, takes back their own."""
    return is_own(user, article)


def last_handover(article: Article) -> EditorialAct | None:
    """Return the act that passed the article to the person who has it now, if it came with a note;
    otherwise None."""
    if article.status not in (ArticleStatus.DRAFT, ArticleStatus.REVIEW):
        return None
    moved = EditorialAct.objects.on(article.pk).filter(verb__in=_MOVES)
    last = moved.first()
    return last if last and last.note else None


@transaction.atomic
def submit(
    *,
    article: Article,
    by: AbstractBaseUser | None,
    note: str = "",
    assignee: User | None = None,
) -> None:
    """Submit a draft for review to `assignee`, or to whoever takes it first, with a note for
    them."""
    _refresh(article)
    require(may_submit, by, article)
    article.status = ArticleStatus.REVIEW
    article.assignee = assignee
    _store(article, Verb.SUBMITTED, by=by, note=note)


@transaction.atomic
def return_to_draft(*, article: Article, by: AbstractBaseUser | None, note: str = "") -> None:
    """Return an article in review to the person who submitted it, with the reason. The author may
    take it back without one. Raises ValidationError where the reason is missing."""
    _refresh(article)
    require(may_return_to_draft, by, article)
    is_own_article = by is not None and returns_own(by, article)
    if by is not None and not is_own_article and not note.strip():
        raise ValidationError(
            {
                "note": ValidationError(
                    _("Say why you send it back: who wrote it reads it here."), code="no_reason"
                )
            }
        )
    article.status = ArticleStatus.DRAFT
    sent = EditorialAct.objects.on(article.pk).filter(verb=Verb.SUBMITTED).first()
    # The log outlives accounts: the sender's may be gone.
    sender = get_user_model().objects.filter(pk=sent.person_id).first() if sent else None
    article.assignee = sender or article.created_by
    _store(article, Verb.TAKEN_BACK if is_own_article else Verb.SENT_BACK, by=by, note=note)


@transaction.atomic
def publish(
    *, article: Article, by: AbstractBaseUser | None, at: dt.datetime | None = None
) -> None:
    """Publish an article at `at`, or else at the time it has, or now.

    A time in the future is an embargo: the article becomes public when it comes. An article already
    under embargo comes out now, unless `at` gives another time. Raises ValidationError, by field,
    where the article is not complete.
    """
    _refresh(article)
    require(may_publish, by, article)
    if missing := missing_for_publication(article, authors=article.signatures):
        raise ValidationError(missing)
    planned = None if article.is_scheduled else article.published_at
    moment = at or planned or timezone.now()
    article.published_at = moment.replace(microsecond=0)
    article.status = ArticleStatus.PUBLISHED
    article.assignee = None
    Withdrawal.objects.filter(article=article).delete()
    verb, note = publication_of(article)
    _store(article, verb, by=by, note=note)
    if by is not None:
        learn_from_automatic_ties(article)


def publication_of(article: Article) -> tuple[Verb, str]:
    """Return the act by which an article has just been published, and its note: the end of the
    embargo, if there is one."""
    if article.is_scheduled:
        return Verb.SCHEDULED, format_datetime(article.published_at)
    return Verb.PUBLISHED, ""


@transaction.atomic
def withdraw(
    *, article: Article, by: AbstractBaseUser | None, reason: str = "", note: str = ""
) -> None:
    """Withdraw an article: its address then answers 410 and tells readers the `reason`, while the
    `note` is for the log alone. A scheduled article goes back to review instead, because no reader
    ever had its address. Raises ValidationError where a person gives readers no reason."""
    _refresh(article)
    require(may_withdraw, by, article)
    if not article.is_public:
        article.status = ArticleStatus.REVIEW
        _store(article, Verb.UNSCHEDULED, by=by, note=note)
        return
    withdrawal = Withdrawal(
        article=article,
        at=timezone.now().replace(microsecond=0),
        reason=clean_line(reason),
    )
    if by is not None and not withdrawal.reason:
        text = _("Tell readers why: they will find it at the address of the piece.")
        raise ValidationError({"reason": ValidationError(text, code="no_reason")})
    withdrawal.full_clean()
    withdrawal.save()
    article.status = ArticleStatus.WITHDRAWN
    notes = [text for text in (withdrawal.reason, note.strip()) if text]
    _store(article, Verb.WITHDRAWN, by=by, note=" — ".join(notes))
    forget_pages()
