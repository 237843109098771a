"""Articles: the list and the form."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import publishing, search
from articles.admin.articles.autosave import ArticleKeeping
from articles.admin.articles.bulk import ArticleBulk
from articles.admin.articles.checks import ChecksPanel, draft_of, reasons
from articles.admin.articles.display import ArticleDisplay, StateFilter
from articles.admin.articles.form import ArticleForm, SourceForm, SourceFormSet, with_texts
from articles.admin.articles.history import ArticleHistory
from articles.admin.articles.mention_queue import ArticleQueue
from articles.admin.articles.mentions import Choices, Panel
from articles.admin.articles.merge import ArticleMerge
from articles.admin.articles.preview import ArticlePreview
from articles.admin.articles.quotations import ArticleQuotations
from articles.admin.articles.routes import urls_of
from articles.admin.articles.workflow import ArticleSteps
from articles.admin.base import DeskStackedInline
from articles.admin.widgets import (
    DeskNames,
    OrderedAutocompleteSelectMultiple,
    SeveralAutocomplete,
    TagSelectMultiple,
)
from articles.db.numbers import whole_number
from articles.models import Article, Byline, Interest, Mention, Source


class SourceInline(DeskStackedInline):
    model = Source
    form = SourceForm
    formset = SourceFormSet
    extra = 0
    fields = ["kind", "label", "url", "date", "unnamed_because"]


@admin.register(Article)
class ArticleAdmin(
    DeskNames,
    ArticleQuotations,
    ArticleHistory,
    ArticlePreview,
    ArticleMerge,
    ArticleKeeping,
    ArticleSteps,
    ArticleBulk,
    ArticleQueue,
    ArticleDisplay,
):
    form = ArticleForm
    inlines = [SourceInline]
    list_display = [
        "headline",
        "state",
        "section",
        "author_names",
        "organization_names",
        "comes_out",
        "on_site",
    ]
    list_filter = [StateFilter, "section", "kind"]
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
        (_("Picture"), {"fields": ["lead_picture", "picture_preview"]}),
        (_("How it was made"), {"fields": ["ai_use", "ai_detail", "ai_reviewed", "sponsor"]}),
        (_("Internal notes"), {"fields": ["notes"]}),
        (
            _("Address and language"),
            {"fields": ["slug", "language", "canonical_url"], "classes": ["collapse"]},
        ),
    ]
    readonly_fields = ["picture_preview"]
    what_remains = _(
        "It can be recovered from “Deleted pieces”: it comes back as a draft with its text, "
        "bylines, tags, organizations and sources."
    )

    # What is loaded

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related("section", "lead_picture")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """By the words of the article, which have an index, by a part of the headline, and by who
        signs it or is named in it."""
        if not search_term.strip():
            return queryset, False
        signed = Byline.objects.filter(author__name__icontains=search_term)
        about = Mention.objects.visible().filter(organization__name__icontains=search_term)
        found = (
            Q(pk__in=search.with_words(search_term).values("article"))
            | Q(headline__icontains=search_term)
            | Q(pk__in=signed.values("article"))
            | Q(pk__in=about.values("article"))
        )
        return queryset.filter(found), False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list shows authors and organisations: load them with it, and not for a form."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = changelist.result_list.for_desk()
        return changelist

    # Who may do what: asked of `publishing`, which decides

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return publishing.may_edit(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return super().has_delete_permission(request)
        return publishing.may_delete(request.user, obj)

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list:
        """What no part of the form asks for stands in the last one."""
        asked = flatten_fieldsets(self.fieldsets)
        others = [name for name in publishing.article_fields() if name not in asked]
        fieldsets = [*self.fieldsets, *([(_("Other"), {"fields": others})] if others else [])]
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        as_read = {"body": "body_as_read", "tags": "tag_names", "ai_reviewed": "reviewer"}
        return [
            (
                name,
                {**options, "fields": [as_read.get(field, field) for field in options["fields"]]},
            )
            for name, options in fieldsets
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Who writes a new article signs it, unless they say otherwise."""
        author = getattr(request.user, "author", None)
        signed = {"byline_authors": [author.pk]} if author else {}
        return {**signed, **super().get_changeform_initial_data(request)}

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        if "lead_picture" in form.base_fields:
            # Pictures are chosen and added in a dialog of their own.
            wrapper = form.base_fields["lead_picture"].widget
            wrapper.can_add_related = wrapper.can_change_related = False
            wrapper.can_view_related = False
        for name, field_name, widget in (
            ("byline_authors", "authors", OrderedAutocompleteSelectMultiple),
            ("named_organizations", "organizations", SeveralAutocomplete),
            ("tags", "tags", TagSelectMultiple),
        ):
            if name in form.base_fields:
                # A copy: the declared field is one for all requests, and what this person
                # may add is not.
                field = form.base_fields[name] = copy.deepcopy(form.base_fields[name])
                field.widget = self._autocomplete(request, field, field_name, widget)
        return form

    def _autocomplete(self, request: HttpRequest, field: Any, field_name: str, widget: type) -> Any:
        relation = Article._meta.get_field(field_name)
        choices = getattr(field, "choices", ())
        select = widget(relation, self.admin_site, choices=choices)
        select.is_required = False
        if field_name == "tags":
            return select
        remote = self.admin_site.get_model_admin(relation.remote_field.model)
        return RelatedFieldWidgetWrapper(
            select,
            relation.remote_field,
            self.admin_site,
            can_add_related=remote.has_add_permission(request),
        )

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        obj: Article | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        article = obj or Article()
        form = context["adminform"].form
        context["article"] = article
        # The editor says in a script of the page where its parts are.
        context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        context |= self.copy_context(request, form, obj)
        context |= self.step_context(request, article, form)
        context["has_interests"] = bool(obj) and Interest.objects.concerning(obj).exists()
        context["waiting_quotations"] = (
            obj.quotations.waiting_for(request.user).count() if obj else 0
        )
        context["asks_amendment"] = form.is_bound and article.is_public
        if not obj or self.has_change_permission(request, obj):
            context["panel"] = self.panel(request, article, form)
            context["organizations_url"] = reverse("admin:articles_article_organizations")
        else:
            context["panel"] = Panel.of(article, user=request.user, may_decide=False)
            context["step_url"] = reverse("admin:articles_article_step", args=[obj.pk])
        return super().render_change_form(request, context, obj=obj, **kwargs)

    # The organisations in the text

    def get_urls(self) -> list[URLPattern]:
        organizations = path(
            "organizations/",
            self.admin_site.admin_view(self.organizations_view),
            name="articles_article_organizations",
        )
        return [organizations, *urls_of(self), *super().get_urls()]

    def panel(self, request: HttpRequest, article: Article, form: ArticleForm) -> Panel:
        """The rows of the form: of what is stored, or of what was sent and came back."""
        if not form.is_bound:
            return Panel.of(article, user=request.user)
        draft = self._as_typed(article, form.data)
        return Panel.of(draft, user=request.user, choices=form.choices)

    @method_decorator(require_POST)
    def organizations_view(self, request: HttpRequest) -> JsonResponse:
        """The rows of an article as it is being written: `html`, and a `status` in words."""
        key = request.POST.get("article", "")
        article = self.get_object(request, key) if key else Article()
        may = self.has_change_permission if key else self.has_add_permission
        if article is None or not may(request, *([article] if key else [])):
            raise PermissionDenied
        draft = self._as_typed(article, request.POST)
        panel = Panel.of(draft, user=request.user, choices=Choices.of(request.POST))
        checks = ChecksPanel.of(draft_of(draft, panel, request.POST), request.POST)
        return JsonResponse({"html": panel.html(), "status": panel.status, "checks": checks.html()})

    def _as_typed(self, article: Article, typed: Mapping[str, str]) -> Article:
        """An article with the texts of a form; nothing is stored."""
        draft = with_texts(Article(pk=article.pk, published_at=article.published_at), typed)
        draft.section_id = whole_number(typed.get("section"))
        draft.dismissed_names = article.dismissed_names
        if "ai_reviewed" in typed:
            draft.ai_reviewed_at = article.ai_reviewed_at or timezone.now()
        return draft

    def view_on_site(self, obj: Article) -> str:
        return obj.get_absolute_url()

    # Saving: the article with its ties and sources, then the step, in one transaction

    def construct_change_message(self, *args: Any, **kwargs: Any) -> list:
        """The history of the paper says what changed, in words."""
        return []

    def save_model(self, *args: Any, **kwargs: Any) -> None:
        """Everything is saved together, when its sources are known too."""

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: list[BaseFormSet], change: bool
    ) -> None:
        [sources] = formsets
        publishing.save_article(
            article=form.instance,
            by=request.user,
            base_version=form.base_version if change else None,
            authors=form.cleaned_data["byline_authors"],
            tags=form.cleaned_data["tags"],
            sources=sources.as_they_should_stand(),
            amendment=form.amendment,
            set_aside=reasons(form.data),
            ai_reviewed=form.cleaned_data["ai_reviewed"],
            let_go=form.let_go,
            **form.decisions(),
        )
        publishing.working_copies.finish_copy(
            key=form.copy_key, by=request.user, article=form.instance
        )
        if form.step:
            self.take_step(request, form.instance, form.step, form.data)
        request.saved_article = form.instance
