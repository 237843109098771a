"""The list and the form of articles."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin.articles import bulk, change_form, columns, history, read_only, routes, workflow
from articles.admin.articles.checks import set_aside_in
from articles.admin.articles.form import ArticleForm
from articles.admin.articles.form_context import form_context
from articles.admin.articles.form_widgets import set_widgets
from articles.admin.articles.pages import change_url
from articles.admin.articles.search import search_articles
from articles.admin.articles.sources import SourceFormSet, SourceInline
from articles.admin.base import DeskAdmin
from articles.admin.widgets import DeskNames
from articles.models import Article
from articles.publishing.drafts import working_copies


@admin.register(Article)
class ArticleAdmin(DeskNames, DeskAdmin):
    form = ArticleForm
    inlines = [SourceInline]
    actions = [bulk.publish_selected, bulk.withdraw_selected]
    list_display = [
        "headline",
        columns.state,
        "section",
        columns.author_names,
        columns.organization_names,
        columns.publication_time,
        columns.on_site,
    ]
    list_filter = [columns.StateFilter, "section", "kind"]
    list_per_page = 50
    search_fields = [
        "headline",
        "kicker",
        "standfirst",
        "bylines__author__name",
        "mentions__organization__name",
    ]
    search_help_text = _("Headline, standfirst, author or organization")
    show_full_result_count = False
    autocomplete_fields = ["section", "lead_picture"]
    ordering = ["-modified_at"]

    fieldsets = [
        (None, {"fields": ["kicker", "headline", "standfirst", "body"], "classes": ["writing"]}),
        (_("Who and what"), {"fields": ["byline_authors", "tags"]}),
        (_("Where and when"), {"fields": ["section", "kind", "published_at", "updated_at"]}),
        (_("Organizations"), {"fields": ["named_organizations", "links_organizations"]}),
        (_("Where to go on"), {"fields": ["related", read_only.series]}),
        (_("Picture"), {"fields": ["lead_picture", read_only.picture_preview]}),
        (_("How it was made"), {"fields": ["ai_use", "ai_detail", "ai_reviewed", "sponsor"]}),
        (_("Internal notes"), {"fields": ["notes"]}),
        (
            _("Address and language"),
            {"fields": ["slug", "language", "canonical_url"], "classes": ["collapse"]},
        ),
    ]
    readonly_fields = [read_only.picture_preview, read_only.series]
    what_remains = _(
        "It can be recovered from “Deleted pieces”: it comes back as a draft with its text, "
        "bylines, tags, organizations, sources and related pieces; not in its series, nor among "
        "the related pieces of others."
    )

    def get_urls(self) -> list[URLPattern]:
        return [*routes.urls_of(self), *super().get_urls()]

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related("section", "lead_picture")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        return search_articles(queryset, search_term), False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Load the authors and organizations that the list shows; a form does not need them."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.for_desk()
        return changelist

    def get_actions(self, request: HttpRequest) -> dict:
        """Return the actions without deletion: articles are deleted one at a time."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # Permissions

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return publishing.may_edit(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return super().has_delete_permission(request)
        return publishing.may_delete(request.user, obj)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.withdraw_article")

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list:
        """Return the fieldsets, with a last one for the fields that no other lists. They are
        read-only for a person who may not change the article."""
        listed = flatten_fieldsets(self.fieldsets)
        others = [name for name in publishing.article_fields() if name not in listed]
        fieldsets = [*self.fieldsets, *([(_("Other"), {"fields": others})] if others else [])]
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, {**options, "fields": read_only.as_read_only(options["fields"])})
            for title, options in fieldsets
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the first values of a new article. Its author is the person who writes it, unless
        the address says otherwise."""
        author = getattr(request.user, "author", None)
        signed = {"byline_authors": [author.pk]} if author else {}
        return {**signed, **super().get_changeform_initial_data(request)}

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        set_widgets(form, request, self)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form, or save what it sends (see `change_form`)."""
        django_page = super()._changeform_view

        def page(form_request: change_form.FormRequest) -> HttpResponse:
            return django_page(
                form_request.request, form_request.object_id, form_request.form_url, extra_context
            )

        act = change_form.save if request.method == "POST" else change_form.show
        return act(self, change_form.FormRequest(request, object_id, form_url), page)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        obj: Article | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        # The editor puts a script into the page that says where its modules are.
        context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        context |= form_context(request, self, obj, context["adminform"].form)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def view_on_site(self, obj: Article) -> str:
        return obj.get_absolute_url()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        return history.history_view(request, self, object_id)

    # Saving: the article with its ties and sources, then the step, in one transaction

    def construct_change_message(self, *args: Any, **kwargs: Any) -> list:
        """Return no message: the paper's own history says in words what changed."""
        return []

    def save_model(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing yet: `save_related` saves the article together with its sources."""

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: list[BaseFormSet], change: bool
    ) -> None:
        [sources] = formsets
        _save(form, sources, by=request.user, base_version=form.base_version if change else None)
        working_copies.finish_copy(key=form.copy_key, by=request.user, article=form.instance)
        if form.step:
            workflow.take_step(request, self, form.instance, form.step, form.data)
        request.saved_article = form.instance

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_step" in request.POST:
            return HttpResponseRedirect(change_url(obj))
        return super().response_add(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if "_step" in request.POST:
            return HttpResponseRedirect(change_url(obj))
        return super().response_change(request, obj)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        publishing.delete_article(article=obj, by=request.user)


def _save(form: ArticleForm, sources: SourceFormSet, *, by: User, base_version: int | None) -> None:
    """Save the article of a valid form, as a change of `base_version`; None for a new one."""
    decisions = publishing.Decisions(
        base_version=base_version,
        authors=form.cleaned_data["byline_authors"],
        tags=form.cleaned_data["tags"],
        sources=sources.remaining_sources(),
        related=form.cleaned_data["related"],
        amendment=form.amendment,
        set_aside=set_aside_in(form.data),
        ai_reviewed=form.cleaned_data["ai_reviewed"],
        let_go=form.let_go,
        **form.decisions(),
    )
    publishing.save([form.instance], decisions, by=by)
