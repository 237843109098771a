"""What the pages around the form of an article share: how they find it, and how they are drawn."""

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
    """A page of the desk; `template` is the name of a file in `admin/articles/article/`."""
    site_context = model_admin.admin_site.each_context(request)
    return TemplateResponse(
        request,
        f"admin/articles/article/{template}",
        {**site_context, "opts": model_admin.opts, **context},
    )


def viewable_article(request: HttpRequest, model_admin: ModelAdmin, object_id: str) -> Article:
    """The article that an address names: 404 where there is none, 403 for who may not see it."""
    article = model_admin.get_object(request, unquote(object_id))
    if article is None:
        raise Http404
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return article


def change_url(article: Article) -> str:
    """Address of the form of an article."""
    return reverse("admin:articles_article_change", args=[article.pk])
