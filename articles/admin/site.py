"""The desk's own admin site: its names, its first page, its autocompletes."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from articles import publishing
from articles.admin import sent_forms
from articles.models import (
    Article,
    Author,
    EditorialAct,
    Media,
    Mention,
    OblivionRequest,
    Organization,
    Person,
    Picture,
    Quotation,
    Rectification,
    Section,
    Series,
    Tag,
    WorkingCopy,
)
from articles.models.unique_names import desk_name
from articles.pictures import without_waiting
from articles.search import MOST_CHARACTERS, MOST_TERMS

LONGEST_LIST = 8
RETRY_AFTER = 10  # seconds, in which most pictures are made

#: Models linked at the head of every page, for people who may see them, the most used first.
NAVIGATION = (
    Article,
    Organization,
    Person,
    Author,
    Picture,
    Media,
    Section,
    Series,
    Tag,
    User,
    Rectification,
    OblivionRequest,
    EditorialAct,
)


class DeskAutocompleteView(AutocompleteJsonView):
    """Autocomplete that answers the tags of an article by name instead of key, so that a new one
    can be typed beside them."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        by_name = isinstance(obj, Tag) and self.source_field.model is Article
        result = super().serialize_result(obj, "name" if by_name else to_field_name)
        return {**result, "text": desk_name(obj)}


def _limit_search(request: HttpRequest) -> None:
    """Limit a search to the length of a person's question, because each word is a scan of a table.
    Only the beginning of a longer one is used, and the page says so."""
    for name in ("q", "term"):  # of lists, and of the autocompletes
        typed = request.GET.get(name, "")
        words = typed[: 2 * MOST_CHARACTERS].split()
        if len(typed) <= MOST_CHARACTERS and len(words) <= MOST_TERMS:
            continue
        request.GET = request.GET.copy()
        request.GET[name] = " ".join(words[:MOST_TERMS])[:MOST_CHARACTERS]
        if name == "q" and request.accepts("text/html"):
            text = _("So many words are not looked for: these are the results of the first.")
            messages.warning(request, text)


class DeskSite(admin.AdminSite):
    site_header = settings.PAPER_NAME
    site_title = _("Desk")
    index_title = _("Desk")
    index_template = "admin/desk.html"
    enable_nav_sidebar = False  # the head of the page leads everywhere, and writing needs room

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        once = sent_forms.does_once(view)

        def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            _limit_search(request)
            with without_waiting() as turn:
                response = once(request, *args, **kwargs)
            if turn.was_busy:
                response.status_code = 503
                response.headers["Retry-After"] = RETRY_AFTER
            return response

        return super().admin_view(update_wrapper(bounded, once), cacheable)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        queue = reverse("admin:articles_article_queue")
        front = reverse("admin:articles_article_front")
        known = {
            model["model"]: model
            for app in context["available_apps"]
            for model in app["models"]
            if model["admin_url"]
        }
        context["navigation"] = [
            {
                **known[model],
                "is_current": request.path.startswith(known[model]["admin_url"])
                and request.path not in (queue, front),
            }
            for model in NAVIGATION
            if model in known
        ]
        if request.user.has_perm("articles.change_article"):
            context["queue"] = {"url": queue, "is_current": request.path == queue}
        if publishing.may_arrange_front(request.user):
            context["front"] = {"url": front, "is_current": request.path == front}
        return context

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a person's desk: their own articles, those that wait for them, those scheduled and
        those just published, each list in three queries; text typed and never saved; and the number
        of names that wait."""
        articles = Article.objects.for_desk()
        own = articles.owned_by(request.user).unfinished().order_by("-modified_at")
        lists = [
            {
                "title": _("Waiting for me"),
                "articles": articles.waiting_for(request.user).order_by("modified_at"),
            },
            {
                "title": _("Scheduled pieces"),
                "articles": articles.scheduled().order_by("published_at"),
            },
            {"title": _("Just published"), "articles": articles.published().newest_first()},
        ]
        for part in lists:
            part["articles"] = part["articles"][:LONGEST_LIST]
        context = {
            "own": own[:LONGEST_LIST],
            "lists": lists,
            "copies": WorkingCopy.objects.of(request.user)
            .unfinished()
            .select_related("article")[:LONGEST_LIST],
            "rectifications": Rectification.objects.waiting().select_related("article")
            if publishing.may_handle_rectifications(request.user)
            else [],
            "erasures": OblivionRequest.objects.waiting()
            if request.user.has_perm("articles.view_oblivionrequest")
            else [],
            "waiting_quotations": Quotation.objects.waiting_for(request.user).count(),
            "double_names": self._double_names(request),
            "waiting_count": Mention.objects.waiting_for(request.user).count(),
            **(extra_context or {}),
        }
        return super().index(request, context)

    def _double_names(self, request: HttpRequest) -> int:
        """Count the names that wait for a person to say whether they are one or two."""
        is_editor = request.user.has_perm("articles.change_tag")
        if not is_editor or not publishing.waiting_names():
            return 0
        return sum(1 for _each in publishing.doubles())

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return DeskAutocompleteView.as_view(admin_site=self)(request)

    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Serve Django's catalogue together with the words of the editor's buttons, which have no
        Italian of their own."""
        packages = ["django.contrib.admin", "articles"]
        return JavaScriptCatalog.as_view(packages=packages)(request)
