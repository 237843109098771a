"""When readers see a piece: the one definition, from which every public surface starts."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from articles.choices import ArticleStatus


def published_q(prefix: str = "") -> Q:
    """The condition under which readers see a piece, now; `prefix` as in lookups."""
    return Q(
        **{
            f"{prefix}status": ArticleStatus.PUBLISHED,
            f"{prefix}published_at__lte": timezone.now(),
        }
    )
