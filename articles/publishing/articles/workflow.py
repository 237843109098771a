"""From hand to hand: draft, in review, published, withdrawn."""

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
from articles.publishing.organizations.mentions import keep_what_stands
from articles.publishing.pictures.share_images import derive_share_picture
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


#: The acts that hand an article on.
_MOVES = (Verb.SUBMITTED, Verb.SENT_BACK, Verb.TAKEN_BACK, Verb.UNSCHEDULED)


def _refresh(article: Article) -> None:
    """Judge by what is stored now, and hold it until the transaction ends."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())


def _store(article: Article, verb: Verb, *, by: AbstractBaseUser | None, note: str = "") -> None:
    """Store a new state, the act that led to it, and what the article was like."""
    stored = Article.objects.get(pk=article.pk)
    keep_first_state(stored)
    raise_version(article, article)
    check_fields(article, stored)
    article.save(update_fields=["status", "published_at", "assignee", "modified_at"])
    index_article(article)
    derive_share_picture(article)
    record(verb, by=by, article=article, note=note)
    keep_state(article, by=by, summary="")
    render_later(article)
    dossiers_later(article)


def takes_back(user: AbstractBaseUser, article: Article) -> bool:
    """Whether to return an article to draft is, for this person, to take back their own."""
    return is_own(user, article)


def last_word_on(article: Article) -> EditorialAct | None:
    """What was said to who has the article now, by who sent it there; None where nothing was."""
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
    """Send a draft to review, to a person or to whoever comes first, with a word for them."""
    _refresh(article)
    require(may_submit, by, article)
    article.status = ArticleStatus.REVIEW
    article.assignee = assignee
    _store(article, Verb.SUBMITTED, by=by, note=note)


@transaction.atomic
def return_to_draft(*, article: Article, by: AbstractBaseUser | None, note: str = "") -> None:
    """Send an article in review back to who sent it, saying why; who wrote it takes it back, and
    need not say. Raises ValidationError where the reason is missing."""
    _refresh(article)
    require(may_return_to_draft, by, article)
    takes_it_back = by is not None and takes_back(by, article)
    if by is not None and not takes_it_back and not note.strip():
        raise ValidationError(
            {
                "note": ValidationError(
                    _("Say why you send it back: who wrote it reads it here."), code="no_reason"
                )
            }
        )
    article.status = ArticleStatus.DRAFT
    sent = EditorialAct.objects.on(article.pk).filter(verb=Verb.SUBMITTED).first()
    # The log outlives persons: who sent it may be there no more.
    sender = get_user_model().objects.filter(pk=sent.person_id).first() if sent else None
    article.assignee = sender or article.created_by
    _store(article, Verb.TAKEN_BACK if takes_it_back else Verb.SENT_BACK, by=by, note=note)


@transaction.atomic
def publish(
    *, article: Article, by: AbstractBaseUser | None, at: dt.datetime | None = None
) -> None:
    """Publish an article at `at`, or at the time it has, or now.

    A time in the future is an embargo: the article becomes public by itself. One under embargo
    comes out now, unless `at` says when. Raises ValidationError, by field, where the article is
    not complete.
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
        keep_what_stands(article)


def publication_of(article: Article) -> tuple[Verb, str]:
    """The act by which an article was published just now, and its note: until when an embargo is
    on it."""
    if article.is_scheduled:
        return Verb.SCHEDULED, format_datetime(article.published_at)
    return Verb.PUBLISHED, ""


@transaction.atomic
def withdraw(
    *, article: Article, by: AbstractBaseUser | None, reason: str = "", note: str = ""
) -> None:
    """Take an article away from readers, whose address then answers 410 and tells them the
    `reason`; the `note` is for the log alone. What was only scheduled goes back to review, since no
    reader ever had its address. Raises ValidationError where a person gives readers no reason."""
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
