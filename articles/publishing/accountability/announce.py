"""Updates of an article by a notice to readers, while its text stays as it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from articles.delivery.article_fragments import render_later
from articles.delivery.dossier_fragments import dossiers_later
from articles.models import Article
from articles.publishing.history.edit_conflicts import raise_version
from articles.publishing.history.versions import keep_first_state, keep_state

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def announce_update(
    article: Article, *, at: dt.datetime, by: AbstractBaseUser | None, summary: str
) -> None:
    """Store the time of an article's update, keep that state in the history, and render its page
    and the dossiers of the organizations it names. The article is in memory as it is stored."""
    keep_first_state(Article.objects.get(pk=article.pk))
    raise_version(article, article)
    article.updated_at = at
    article.full_clean()
    article.save(update_fields=["updated_at", "modified_at"])
    keep_state(article, by=by, summary=summary)
    render_later(article)
    dossiers_later(article)
