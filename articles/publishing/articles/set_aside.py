"""Advice that a person sets aside, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from articles.db.choices import Verb
from articles.models import Article, SetAsideCheck
from articles.publishing.history.log import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def set_aside_checks(
    article: Article, reasons: Iterable[tuple[str, str, str]], *, by: AbstractBaseUser | None
) -> None:
    """Record that a person set advice aside. `reasons` are triples of the check's `code`, its
    `about`, and the reason; one without a reason is ignored."""
    for code, about, reason in reasons:
        why = " ".join(reason.split())[:300]
        if not why:
            continue
        SetAsideCheck.objects.update_or_create(
            article=article, code=code[:40], about=about[:300], defaults={"reason": why, "by": by}
        )
        record(Verb.SET_ASIDE, by=by, article=article, note=f"{code}: {why}")
