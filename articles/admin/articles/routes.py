"""The addresses of the pages around the list and the form of articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from articles.admin import front_page
from articles.admin.articles import corrections, interests, links, typography
from articles.admin.coverage import page as coverage

#: Takes the request, the model admin of articles, and the parameters of its address.
View = Callable[..., HttpResponse]


class Route(NamedTuple):
    path: str
    view: View
    name: str


#: The first that fits answers. The key of an article can be any path, so that those which begin
#: with one come last.
ROUTES = [
    Route("front/", front_page.front_view, "articles_article_front"),
    Route("mirror/", coverage.coverage_view, "articles_article_mirror"),
    Route("mirror/pieces/", coverage.articles_view, "articles_article_mirror_pieces"),
    Route("mirror/quotations/", coverage.quotations_view, "articles_article_mirror_quotations"),
    Route("targets/", links.link_targets_view, "articles_article_targets"),
    Route("typography/", typography.typography_view, "articles_article_typography"),
    Route(
        "<path:object_id>/corrections/",
        corrections.corrections_view,
        "articles_article_corrections",
    ),
    Route("<path:object_id>/interests/", interests.interests_view, "articles_article_interests"),
]


def urls_of(model_admin: ModelAdmin) -> list[URLPattern]:
    """The routes as Django takes them, open to those alone who may enter the desk."""
    admin_view = model_admin.admin_site.admin_view
    return [
        path(route.path, admin_view(_bound(route.view, model_admin)), name=route.name)
        for route in ROUTES
    ]


def _bound(view: View, model_admin: ModelAdmin) -> View:
    @wraps(view)
    def bound(request: HttpRequest, **parameters: Any) -> HttpResponse:
        return view(request, model_admin, **parameters)

    return bound
