"""From hand to hand: draft, in review, published, withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.choices import ArticleStatus
from articles.models import Article
from articles.publishing.readiness import missing_for_publication
from articles.publishing.rights import (
    may_publish,
    may_return_to_draft,
    may_submit,
    may_withdraw,
    require,
)
from articles.publishing.ties import keep_what_stands

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def _refresh(article: Article) -> None:
    """Judge by what is stored now, and hold it until the transaction ends."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())


def _store(article: Article) -> None:
    article.full_clean()
    article.save(update_fields=["status", "published_at", "modified_at"])


@transaction.atomic
def submit(*, article: Article, by: AbstractBaseUser | None) -> None:
    """Send a draft to review."""
    _refresh(article)
    require(may_submit, by, article)
    article.status = ArticleStatus.REVIEW
    _store(article)


@transaction.atomic
def return_to_draft(*, article: Article, by: AbstractBaseUser | None) -> None:
    """Send a piece in review back to whoever writes it."""
    _refresh(article)
    require(may_return_to_draft, by, article)
    article.status = ArticleStatus.DRAFT
    _store(article)


@transaction.atomic
def publish(
    *, article: Article, by: AbstractBaseUser | None, at: dt.datetime | None = None
) -> None:
    """Publish a piece at `at`, or at the time it has, or now.

    A time in the future is an embargo: the piece becomes public by itself. Raises
    ValidationError, by field, where the piece is not complete.
    """
    _refresh(article)
    require(may_publish, by, article)
    if missing := missing_for_publication(article, authors=article.signatures):
        raise ValidationError(missing)
    moment = at or article.published_at or timezone.now()
    article.published_at = moment.replace(microsecond=0)
    article.status = ArticleStatus.PUBLISHED
    _store(article)
    if by is not None:
        keep_what_stands(article)


@transaction.atomic
def withdraw(*, article: Article, by: AbstractBaseUser | None) -> None:
    """Take a piece away from readers, whose address then answers 410; what was only scheduled
    goes back to review, since no reader ever had its address."""
    _refresh(article)
    require(may_withdraw, by, article)
    article.status = ArticleStatus.WITHDRAWN if article.is_public else ArticleStatus.REVIEW
    _store(article)
