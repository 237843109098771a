"""What a name that was taken out of a piece asks of everything else: that it does not come back,
and that what was before is read by few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import markup
from articles.initials import names_pattern
from articles.models import Article, OblivionDecision

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: The fields in which a name may stand, beside the body.
LINES = ("kicker", "headline", "standfirst", "notes", "ai_detail")


def may_decide_oblivion(user: AbstractBaseUser) -> bool:
    return user.has_perm("articles.change_oblivionrequest")


def hidden_before(article_key: int) -> int:
    """The first version of a piece that everybody of the newsroom may read: those before it have a
    name that was taken out. 0 where all may be read."""
    standing = OblivionDecision.objects.standing().initials().filter(article=article_key)
    return max(standing.values_list("after", flat=True), default=0)


def may_see_forgotten(user: AbstractBaseUser) -> bool:
    return user.has_perm("articles.view_forgotten")


def check_forgotten(article: Article) -> None:
    """Raise ValidationError, by field, where a name that was taken out comes back. It is not said,
    since who writes may not know it."""
    texts = {name: getattr(article, name) for name in LINES}
    check_names(article, {**texts, "body": markup.plain_text(article.body)})


def check_names(article: Article, texts: Mapping[str, str]) -> None:
    """The same of texts that are to stand with a piece, by field."""
    if article.pk is None:
        return
    for decision in OblivionDecision.objects.standing().initials().filter(article=article.pk):
        pattern = names_pattern(decision.name_list)
        for name, text in texts.items():
            if pattern.search(text):
                words = _(
                    "Here is a name that was taken out of this piece (%(initials)s): who asked to "
                    "be forgotten is not named in it any more."
                ) % {"initials": decision.initials}
                raise ValidationError({name: ValidationError(words, code="forgotten")})
