"""What a piece must have before readers may see it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import markup
from articles.models import Article, Author


def missing_for_publication(
    article: Article, *, authors: Sequence[Author]
) -> dict[str, ValidationError]:
    """Return what is missing, by field; empty where the piece can be published.

    `authors` are those who will sign it, since a form knows them before they are stored.
    """
    missing = {}
    if not article.headline.strip():
        missing["headline"] = ValidationError(
            _("Write a headline before publishing."), code="no_headline"
        )
    if not markup.plain_text(markup.clean_html(article.body)):
        missing["body"] = ValidationError(_("Write the text before publishing."), code="no_body")
    if not authors:
        missing["authors"] = ValidationError(
            _("Say who signs the piece before publishing."), code="no_byline"
        )
    return missing


def check_publication_time(article: Article) -> None:
    """Raise ValidationError where the time of a piece that readers see is moved into the future:
    taking it away from them is a verb of its own, which leaves word at its address."""
    stored = Article.objects.filter(pk=article.pk).first()
    if stored is None or not stored.is_public or article.published_at is None:
        return
    if article.published_at > timezone.now():
        raise ValidationError(
            {
                "published_at": ValidationError(
                    _("Readers see this piece already: to take it away from them, withdraw it."),
                    code="public_already",
                )
            }
        )
