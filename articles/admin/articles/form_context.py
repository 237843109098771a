"""Template context of the article form, for everything around its fields."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.urls import reverse

from articles.admin.articles.form import ArticleForm
from articles.admin.articles.mentions import Panel
from articles.admin.articles.organizations import panel_of
from articles.admin.articles.workflow import workflow_context
from articles.admin.articles.working_copies import copy_context
from articles.models import Article, Interest
from articles.text import markup


def form_context(
    request: HttpRequest, model_admin: ModelAdmin, stored: Article | None, form: ArticleForm
) -> dict[str, Any]:
    """Return the context of the page for a stored article, or for a new one (None)."""
    article = stored or Article()
    context = {
        "article": article,
        "table_size": (markup.MOST_ROWS, markup.MOST_COLUMNS),
        **copy_context(request, form, stored),
        **workflow_context(request, article, form),
        "has_interests": bool(stored) and Interest.objects.concerning(stored).exists(),
        "waiting_quotations": (
            stored.quotations.waiting_for(request.user).count() if stored else 0
        ),
        "asks_amendment": form.is_bound and article.is_public,
    }
    if stored is None or model_admin.has_change_permission(request, stored):
        context["panel"] = panel_of(request, article, form)
        context["organizations_url"] = reverse("admin:articles_article_organizations")
    else:
        context["panel"] = Panel.of(article, user=request.user, may_decide=False)
        context["step_url"] = reverse("admin:articles_article_step", args=[stored.pk])
    return context
