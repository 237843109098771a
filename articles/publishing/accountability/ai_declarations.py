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


def say_reviewed(
    thing: AIDeclared, is_reviewed: bool | None, *, by: AbstractBaseUser | None
) -> None:
    """Record who reviewed the work of artificial intelligence, and when, the first time the review
    is declared; remove the record when `is_reviewed` is False. None leaves it as it is."""
    if thing.ai_use == AIUse.NONE:
        thing.ai_detail, is_reviewed = "", False
    if is_reviewed and thing.ai_reviewed_at is None:
        thing.ai_reviewer, thing.ai_reviewed_at = by, timezone.now().replace(microsecond=0)
    elif is_reviewed is False:
        thing.ai_reviewer = thing.ai_reviewed_at = None


def check_ai(thing: AIDeclared) -> None:
    """Raise ValidationError where assistance by artificial intelligence is declared without saying
    what it helped with."""
    if thing.ai_use == AIUse.ASSISTED and not thing.ai_detail.strip():
        text = _("Say in what artificial intelligence helped.")
        raise ValidationError({"ai_detail": ValidationError(text, code="no_ai_detail")})
