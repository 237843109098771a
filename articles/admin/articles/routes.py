"""Routes of the pages around the list and the form of articles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from articles.admin import front_page
from articles.admin.articles import (
    autosave,
    corrections,
    embeds,
    history,
    interests,
    links,
    mention_queue,
    merge,
    organizations,
    preview,
    quotations,
    typography,
    workflow,
    working_copies,
)
from articles.admin.coverage import page as coverage

#: A view that takes the request, the model admin of articles, and the parameters of its address.
View = Callable[..., HttpResponse]


class Route(NamedTuple):
    """A page beside the list and the form: its path under that of the list, its view, and the name
    by which `reverse` finds it in the namespace `admin`."""

    path: str
    view: View
    name: str


#: The first match answers. An article's key can be any path, so the routes that begin with one
#: come last.
ROUTES = [
    Route("copies/hold/", autosave.hold_view, "articles_article_hold"),
    Route("copies/write/", autosave.write_view, "articles_article_write"),
    Route("copies/leave/", autosave.leave_view, "articles_article_leave"),
    Route("copies/token/", autosave.token_view, "articles_article_token"),
    Route("copies/entered/", autosave.entered_view, "articles_article_entered"),
    Route("copies/<uuid:key>/", working_copies.copy_view, "articles_article_copy"),
    Route("copies/<uuid:key>/merge/", merge.merge_view, "articles_article_merge"),
    Route("copies/<uuid:key>/preview/", preview.preview_view, "articles_article_preview"),
    Route("copies/<uuid:key>/page/", preview.page_view, "articles_article_page"),
    Route("deleted/", history.deleted_view, "articles_article_deleted"),
    Route("embed/", embeds.embed_view, "articles_article_embed"),
    Route("front/", front_page.front_view, "articles_article_front"),
    Route("mirror/", coverage.coverage_view, "articles_article_mirror"),
    Route("mirror/pieces/", coverage.articles_view, "articles_article_mirror_pieces"),
    Route("mirror/quotations/", coverage.quotations_view, "articles_article_mirror_quotations"),
    Route("organizations/", organizations.organizations_view, "articles_article_organizations"),
    Route("queue/", mention_queue.queue_view, "articles_article_queue"),
    Route("speakers/", quotations.speakers_view, "articles_article_speakers"),
    Route("targets/", links.link_targets_view, "articles_article_targets"),
    Route("typography/", typography.typography_view, "articles_article_typography"),
    Route(
        "<path:object_id>/corrections/",
        corrections.corrections_view,
        "articles_article_corrections",
    ),
    Route("<path:object_id>/interests/", interests.interests_view, "articles_article_interests"),
    Route("<path:object_id>/links/", preview.links_view, "articles_article_links"),
    Route(
        "<path:object_id>/quotations/", quotations.quotations_view, "articles_article_quotations"
    ),
    Route("<path:object_id>/step/", workflow.step_view, "articles_article_step"),
    Route(
        "<path:object_id>/versions/<number:number>/",
        history.version_view,
        "articles_article_version",
    ),
]


def urls_of(model_admin: ModelAdmin) -> list[URLPattern]:
    """Return the routes as URL patterns, open only to people who may enter the desk."""
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
