"""A piece of which readers are told something new, while its text stays as it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from articles.models import Article
from articles.publishing.dossiers import dossiers_later
from articles.publishing.history import keep_first_state, keep_state
from articles.publishing.rendering import render_later
from articles.publishing.versions import raise_version

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def retell(article: Article, *, at: dt.datetime, by: AbstractBaseUser | None, summary: str) -> None:
    """Give a piece in hand, as it is stored, the time of its update, and keep that state; its page
    and the dossiers of whom it names are made anew."""
    keep_first_state(Article.objects.get(pk=article.pk))
    raise_version(article, article)
    article.updated_at = at
    article.full_clean()
    article.save(update_fields=["updated_at", "modified_at"])
    keep_state(article, by=by, summary=summary)
    render_later(article)
    dossiers_later(article)
