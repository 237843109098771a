"""What a piece must have before readers may see it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import markup
from articles.choices import ArticleKind, ArticleStatus
from articles.models import Article, Author
from articles.publishing.declarations import check_ai
from articles.publishing.texts import lost_figures


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
    body = markup.clean_html(article.body)
    if not markup.plain_text(body):
        missing["body"] = ValidationError(_("Write the text before publishing."), code="no_body")
    elif lost := lost_figures(body):
        missing["body"] = ValidationError(
            _("The text shows a picture that is there no more: %(pictures)s. Take it out."),
            code="picture_lost",
            params={"pictures": ", ".join(figure.alt or figure.name for figure in lost)},
        )
    if not authors:
        missing["authors"] = ValidationError(
            _("Say who signs the piece before publishing."), code="no_byline"
        )
    if article.section_id is None:
        missing["section"] = ValidationError(
            _("Choose a section before publishing."), code="no_section"
        )
    if article.kind == ArticleKind.SPONSORED and not article.sponsor.strip():
        missing["sponsor"] = ValidationError(
            _("Say who pays for it before publishing."), code="no_sponsor"
        )
    try:
        check_ai(article)
    except ValidationError as error:
        missing |= {name: errors[0] for name, errors in error.error_dict.items()}
    return missing


def check_publication_time(article: Article) -> None:
    """Raise ValidationError where a change of the time alone would take a piece away from
    readers, or give it to them: both are verbs of their own."""
    stored = Article.objects.filter(pk=article.pk).first()
    if stored is None or stored.status != ArticleStatus.PUBLISHED:
        return
    later = article.published_at is not None and article.published_at > timezone.now()
    error = None
    if stored.is_public and later:
        error = ValidationError(
            _("Readers see this piece already: to take it away from them, withdraw it."),
            code="public_already",
        )
    elif stored.is_scheduled and not later:
        error = ValidationError(
            _(
                "This time has passed, and a change of time alone publishes nothing: write one "
                "that is still to come, or publish the piece now."
            ),
            code="embargo_passed",
        )
    if error:
        raise ValidationError({"published_at": error})
