"""The requirements that an article must meet before readers may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.db.choices import ArticleKind, ArticleStatus
from articles.models import Article, Author
from articles.publishing.accountability.ai_declarations import check_ai
from articles.publishing.articles.rendered_body import lost_figures
from articles.text import markup
from articles.text.dates import format_datetime

#: The fields in which a person enters when an article was published and updated.
TIMES = ("published_at", "updated_at")
_CLOCKS = dt.timedelta(minutes=1)  # the most by which two machines' clocks may differ


def missing_for_publication(
    article: Article, *, authors: Sequence[Author]
) -> dict[str, ValidationError]:
    """Return what is missing, as errors by field; empty where the article can be published.
    `authors` are passed apart because a form knows them before they are stored."""
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
            _("The text shows files that are there no more: %(files)s. Take them out."),
            code="file_lost",
            params={"files": ", ".join(figure.label for figure in lost)},
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
    """Raise ValidationError where changing the time alone would hide a public article or publish a
    scheduled one: both need a verb of their own."""
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


def check_fields(article: Article, stored: Article | None) -> None:
    """Raise ValidationError where a field breaks a rule, as `full_clean` does. A stored time that
    has not changed is not checked, so that an old fault in it does not block other changes; the
    form reports it."""
    left = {name for name in TIMES if stored and getattr(article, name) == getattr(stored, name)}
    article.clean_fields(exclude=left)
    if len(left) < len(TIMES):
        check_update_time(article)
    article.clean()
    article.validate_unique()
    article.validate_constraints()


def check_update_time(article: Article) -> None:
    """Raise ValidationError for a time of update before publication, or in the future."""
    if article.updated_at is None:
        return
    error = None
    if article.updated_at > timezone.now() + _CLOCKS:
        error = ValidationError(
            _("An update is told once it has been: write a time that has passed, or none."),
            code="update_to_come",
        )
    elif article.published_at and article.updated_at < article.published_at.replace(second=0):
        error = ValidationError(
            _(
                "The piece comes out on %(moment)s and cannot have been updated before: write a "
                "later time, or none."
            ),
            code="update_before_publication",
            params={"moment": format_datetime(article.published_at)},
        )
    if error:
        raise ValidationError({"updated_at": error})
