"""Endpoint for the organizations in the text, which the form shows while the article is written
(see `mentions`)."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.articles.checks import ChecksPanel, checked_article_of
from articles.admin.articles.form import ArticleForm
from articles.admin.articles.form_data import fill_texts
from articles.admin.articles.mentions import Choices, Panel
from articles.db.numbers import whole_number
from articles.models import Article


def panel_of(request: HttpRequest, article: Article, form: ArticleForm) -> Panel:
    """Return the rows of the form: of the stored article, or of the data sent if the form comes
    back."""
    if not form.is_bound:
        return Panel.of(article, user=request.user)
    draft = _with_form_data(article, form.data)
    return Panel.of(draft, user=request.user, choices=form.choices)


@require_POST
def organizations_view(request: HttpRequest, model_admin: ModelAdmin) -> JsonResponse:
    """Return the rows of an article as it is being written: their `html`, a `status` in words, and
    the `checks` before publication."""
    key = request.POST.get("article", "")
    article = model_admin.get_object(request, key) if key else Article()
    if key:
        is_allowed = article is not None and model_admin.has_change_permission(request, article)
    else:
        is_allowed = model_admin.has_add_permission(request)
    if not is_allowed:
        raise PermissionDenied
    draft = _with_form_data(article, request.POST)
    panel = Panel.of(draft, user=request.user, choices=Choices.of(request.POST))
    checks = ChecksPanel.of(checked_article_of(draft, panel, request.POST), request.POST)
    return JsonResponse({"html": panel.html(), "status": panel.status, "checks": checks.html()})


def _with_form_data(article: Article, data: Mapping[str, str]) -> Article:
    """Return an article in memory with the texts of a form; nothing is stored."""
    draft = fill_texts(Article(pk=article.pk, published_at=article.published_at), data)
    draft.section_id = whole_number(data.get("section"))
    draft.dismissed_names = article.dismissed_names
    if "ai_reviewed" in data:
        draft.ai_reviewed_at = article.ai_reviewed_at or timezone.now()
    return draft
