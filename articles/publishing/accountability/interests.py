"""Interests: the paper's ties to the organizations it writes about, disclosed automatically, and
left out only for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.db.choices import Verb
from articles.delivery.article_fragments import render_later
from articles.models import Article, Interest, InterestOmission
from articles.publishing.history.log import record
from articles.publishing.rights import may_edit, require
from articles.text.characters import clean_line

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def leave_out(
    *, article: Article, interest: Interest, by: AbstractBaseUser | None, reason: str
) -> InterestOmission:
    """Leave an interest out of an article's disclosures. Raises ValidationError without a
    reason."""
    require(may_edit, by, article)
    why = clean_line(reason)
    if not why:
        text = _("Say why this piece does not tell of it.")
        raise ValidationError({"reason": ValidationError(text, code="no_reason")})
    omission = InterestOmission(article=article, interest=interest, reason=why, by=by)
    omission.full_clean()
    omission.save()
    record(Verb.LEFT_OUT, by=by, article=article, note=f"{interest.note} — {why}")
    render_later(article)
    return omission


@transaction.atomic
def disclose_again(*, omission: InterestOmission, by: AbstractBaseUser | None) -> None:
    """Disclose an interest in an article again."""
    require(may_edit, by, omission.article)
    record(Verb.DISCLOSED_AGAIN, by=by, article=omission.article, note=omission.interest.note)
    omission.delete()
    render_later(omission.article)
