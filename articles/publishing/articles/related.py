"""The rules of the related articles that an editor chooses."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import MOST_RELATED, Article


def check_related(article: Article, related: Sequence[Article]) -> None:
    """Raise ValidationError where an article is related to itself, to another one twice, or to more
    than readers see."""
    error = None
    if article.pk is not None and any(each.pk == article.pk for each in related):
        error = ValidationError(
            _("A piece is not related to itself: take “%(headline)s” out of its related pieces."),
            code="related_to_itself",
            params={"headline": article.headline},
        )
    elif twice := [each for n, each in enumerate(related) if each in related[:n]]:
        error = ValidationError(
            _("“%(headline)s” is there twice: leave it once."),
            code="twice",
            params={"headline": twice[0].headline},
        )
    elif len(related) > MOST_RELATED:
        error = ValidationError(
            _(
                "The page shows %(limit)d related pieces at most, and these are %(count)d: keep "
                "the best."
            ),
            code="too_many_related",
            params={"limit": MOST_RELATED, "count": len(related)},
        )
    if error:
        raise ValidationError({"related": error})
