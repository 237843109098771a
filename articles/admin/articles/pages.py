"""Functions shared by the pages around the article form: they find its article and draw the
page."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.models import Article


def render_page(
    request: HttpRequest, model_admin: ModelAdmin, template: str, **context: Any
) -> TemplateResponse:
    """Render a page of the desk; `template` is the name of a file in `admin/articles/article/`."""
    site_context = model_admin.admin_site.each_context(request)
    return TemplateResponse(
        request,
        f"admin/articles/article/{template}",
        {**site_context, "opts": model_admin.opts, **context},
    )


def viewable_article(request: HttpRequest, model_admin: ModelAdmin, object_id: str) -> Article:
    """Return the article that an address names. Raises Http404 if there is none, and
    PermissionDenied if this person may not see it."""
    article = model_admin.get_object(request, unquote(object_id))
    if article is None:
        raise Http404
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return article


def change_url(article: Article) -> str:
    """Return the address of the article's form."""
    return reverse("admin:articles_article_change", args=[article.pk])
