"""Suggestions for links within the paper: articles, organizations, authors."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search
from articles.models import Article, Author, Organization
from articles.text.characters import clean_line
from articles.text.dates import format_date

_MOST_ARTICLES = 6
_MOST_OTHERS = 4


@require_safe
def link_targets_view(request: HttpRequest, model_admin: ModelAdmin) -> JsonResponse:
    """Return the suggestions for `q`, each with a `label`, a `note` on its kind, date or state, and
    its `url`. Three queries."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    wanted = clean_line(request.GET.get("q", "")[:200])[:100]
    return JsonResponse({"targets": list(_targets(wanted)) if wanted else []})


def _targets(wanted: str) -> Iterator[dict[str, str]]:
    organizations = Organization.objects.filter(names__text__istartswith=wanted).distinct()
    for organization in organizations.order_by("name")[:_MOST_OTHERS]:
        yield _target(organization.name, _("organization"), organization.get_absolute_url())
    for author in Author.objects.filter(name__icontains=wanted).order_by("name")[:_MOST_OTHERS]:
        yield _target(author.name, _("author"), author.get_absolute_url())
    articles = Article.objects.filter(pk__in=search.with_words(wanted).values("article"))
    for article in articles.order_by("-published_at", "-pk").only(
        "headline", "slug", "status", "published_at"
    )[:_MOST_ARTICLES]:
        note = format_date(article.published_at) if article.is_public else str(article.status_label)
        yield _target(article.headline, note, article.get_absolute_url())


def _target(label: str, note: str, url: str) -> dict[str, str]:
    return {"label": label, "note": note, "url": url}
