"""Declarations of how artificial intelligence was used in an article or a picture, and of its
review by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.db.choices import AIUse

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from articles.models.ai_declarations import AIDeclared


def record_review(
    declared: AIDeclared, is_reviewed: bool | None, *, by: AbstractBaseUser | None
) -> None:
    """Record who reviewed the work of artificial intelligence, and when, the first time the review
    is declared; remove the record when `is_reviewed` is False. None leaves it as it is."""
    if declared.ai_use == AIUse.NONE:
        declared.ai_detail, is_reviewed = "", False
    if is_reviewed and declared.ai_reviewed_at is None:
        declared.ai_reviewer, declared.ai_reviewed_at = by, timezone.now().replace(microsecond=0)
    elif is_reviewed is False:
        declared.ai_reviewer = declared.ai_reviewed_at = None


def check_ai(declared: AIDeclared) -> None:
    """Raise ValidationError where assistance by artificial intelligence is declared without saying
    what it helped with."""
    if declared.ai_use == AIUse.ASSISTED and not declared.ai_detail.strip():
        text = _("Say in what artificial intelligence helped.")
        raise ValidationError({"ai_detail": ValidationError(text, code="no_ai_detail")})
