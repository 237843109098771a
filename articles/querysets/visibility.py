"""Visibility of articles to readers: the one definition, from which every public surface starts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Expression, Q
from django.utils import timezone

from articles.db.choices import ArticleStatus

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


def is_of_the_newsroom(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Return True if the user sees articles before readers do. A role alone is not enough: as at
    the desk, the account must be active and allowed to enter.
    """
    return user.is_active and user.is_staff and user.has_perm("articles.view_article")


def published_q(
    prefix: str = "",
    *,
    until: dt.datetime | None = None,
    now: dt.datetime | Expression | None = None,
) -> Q:
    """Return the condition under which readers see an article, now; `prefix` is as in lookups. With
    `until`, only articles published by then. A prepared query passes its slot as `now`.

    The condition is one bound and not two: given two upper bounds on a column, SQLite reads the
    index from either, and from the later one it reads all the archive that lies between.
    """
    if now is None:
        now = timezone.now()
    latest = now if until is None else min(now, until)
    return Q(**{f"{prefix}status": ArticleStatus.PUBLISHED, f"{prefix}published_at__lte": latest})
