"""Read-only displays for the form of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Article, SeriesPart
from articles.text.dates import format_short_datetime


@admin.display(description=_("preview"))
def picture_preview(article: Article) -> SafeString | str:
    picture = article.lead_picture
    if picture is None:
        return ""
    return format_html(
        '<a href="{}" target="_blank"><img class="preview" src="{}" alt="{}"></a>',
        reverse("admin:articles_picture_change", args=[picture.pk]),
        picture.card.src,
        picture.alt_text or picture,
    )


@admin.display(description=_("series"))
def series(article: Article) -> SafeString | str:
    """Link the series of which the article is a part; its own page has its parts, in order."""
    part = SeriesPart.objects.filter(article=article.pk).select_related("series").first()
    if part is None:
        return _("None. A series chooses its parts from its own page.")
    page = reverse("admin:articles_series_change", args=[part.series_id])
    return format_html('<a href="{}">{}</a>', page, part.series)


@admin.display(description=_("body"))
def body_as_read(article: Article) -> SafeString:
    return format_html('<div class="as-read">{}</div>', article.body_html)


@admin.display(description=_("reviewed by"))
def reviewer(article: Article) -> str:
    if article.ai_reviewed_at is None:
        return ""
    who = publishing.name_of(article.ai_reviewer)
    return ", ".join(text for text in (who, format_short_datetime(article.ai_reviewed_at)) if text)


@admin.display(description=_("bylines"))
def byline_authors(article: Article) -> str:
    return ", ".join(author.name for author in article.signatures)


@admin.display(description=_("tags"))
def tag_names(article: Article) -> str:
    return ", ".join(tag.name for tag in article.tags.all())


@admin.display(description=_("organizations"))
def named_organizations(article: Article) -> str:
    ties = article.mentions.visible().select_related("organization")
    return ", ".join(tie.organization.name for tie in ties)


@admin.display(description=_("related pieces"))
def related(article: Article) -> str:
    chosen = article.related_articles.in_order().select_related("related")
    return ", ".join(f"«{tie.related}»" for tie in chosen)


_REPLACEMENTS = {
    "body": body_as_read,
    "byline_authors": byline_authors,
    "tags": tag_names,
    "named_organizations": named_organizations,
    "related": related,
    "ai_reviewed": reviewer,
}


def as_read_only(fields: Iterable[str | Callable]) -> list[str | Callable]:
    """Return the fields of a fieldset in their read-only form, for a person who may not change the
    article."""
    return [_REPLACEMENTS.get(field, field) for field in fields]
