"""What a piece must have before readers may see it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
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
