"""Previews: an article as readers will see it, shown to its writer, and to outsiders with a
link."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus, Verb
from articles.models import Article, PreviewLink
from articles.publishing.articles.changes import Change
from articles.publishing.articles.decisions import Decisions
from articles.publishing.articles.derived_text import derive_text
from articles.publishing.articles.ties import set_ties
from articles.publishing.history.log import record
from articles.publishing.organizations.mentions import link_as_decided
from articles.publishing.organizations.reading import Reading
from articles.publishing.rights import may_edit, require

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: The time for which an outsider may read.
LINK_LASTS = dt.timedelta(days=7)


@contextmanager
def as_if_saved(article: Article, *, by: AbstractBaseUser | None, **ties: Any) -> Iterator[Article]:
    """Store the article as it is in memory for the duration of the block, with the `ties` named as
    in `Decisions`, and roll everything back on leaving. The preview made inside is exactly what
    will be published, because the same code makes it from the same rows."""
    with transaction.atomic():
        decided = Decisions(**ties)
        stored = Article.objects.select_for_update().filter(pk=article.pk).first()
        article.headline = " ".join(article.headline.split()) or _("Without a headline")
        others = Article.objects.exclude(pk=article.pk)
        if not article.slug or others.filter(slug=article.slug).exists():
            article.slug = f"anteprima-{timezone.now():%Y%m%d%H%M%S%f}"
        is_whole = article.body and article.published_at
        if article._state.adding or (article.status == ArticleStatus.PUBLISHED and not is_whole):
            article.status = ArticleStatus.DRAFT
        article.save()
        set_ties([Change(article, decided, stored)])
        reading = Reading.of(article)
        link_as_decided(article, reading, decided.confirm, decided.reject, by=by)
        derive_text(article, reading)
        yield article
        transaction.set_rollback(True)


@transaction.atomic
def make_link(*, article: Article, by: AbstractBaseUser, label: str = "") -> PreviewLink:
    """Create a link by which an outsider can read an article for a while."""
    require(may_edit, by, article)
    link = PreviewLink(
        article=article,
        token=secrets.token_urlsafe(24),
        label=label.strip(),
        made_by=by,
        expires_at=timezone.now() + LINK_LASTS,
    )
    link.full_clean()
    link.save()
    record(Verb.LINK_MADE, by=by, article=article, note=link.label)
    return link


@transaction.atomic
def revoke_link(*, link: PreviewLink, by: AbstractBaseUser) -> None:
    """Close a preview link; its address then says that it is closed."""
    require(may_edit, by, link.article)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record(Verb.LINK_REVOKED, by=by, article=link.article, note=link.label)
