"""Columns of the list of articles, and its filter by state."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.text.dates import format_short_datetime


class StateFilter(admin.SimpleListFilter):
    """A filter by state in the newsroom's terms: a scheduled article does not count as
    published."""

    title = _("status")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [
            ("drafts", _("Draft")),
            ("in_review", _("In review")),
            ("scheduled", _("Scheduled")),
            ("published", _("Published")),
            ("withdrawn", _("Withdrawn")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> QuerySet[Article] | None:
        known = {name for name, _label in self.lookup_choices}
        return getattr(queryset, self.value())() if self.value() in known else None


@admin.display(description=_("status"), ordering="status")
def state(article: Article) -> SafeString:
    name = "scheduled" if article.is_scheduled else article.status
    return format_html('<span class="state state-{}">{}</span>', name, article.status_label)


@admin.display(description=_("publication time"), ordering="published_at")
def publication_time(article: Article) -> str:
    return format_short_datetime(article.published_at)


@admin.display(description=_("bylines"))
def author_names(article: Article) -> str:
    return ", ".join(author.name for author in article.signatures)


@admin.display(description=_("organizations"))
def organization_names(article: Article) -> str:
    names = [mention.organization.name for mention in article.public_mentions]
    rest = len(names) - 3
    return ", ".join(names[:3]) + (f" +{rest}" if rest > 0 else "")


@admin.display(description=_("on the site"))
def on_site(article: Article) -> SafeString:
    label = gettext("View on site") if article.is_public else gettext("Preview")
    return format_html('<a href="{}">{}</a>', article.get_absolute_url(), label)
