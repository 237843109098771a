"""Articles: the list, the form, the steps from hand to hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin.article_form import ArticleForm
from articles.admin.widgets import OrderedAutocompleteSelectMultiple, TagSelectMultiple
from articles.choices import MentionStanding
from articles.dates import short_moment, written_moment
from articles.models import Article, Source

VERBS: dict[str, Callable[..., None]] = {
    "publish": publishing.publish,
    "submit": publishing.submit,
    "return_to_draft": publishing.return_to_draft,
    "withdraw": publishing.withdraw,
}
DONE = {
    "publish": gettext_lazy("“%(headline)s” is published."),
    "submit": gettext_lazy("“%(headline)s” is in review."),
    "return_to_draft": gettext_lazy("“%(headline)s” is a draft again."),
    "withdraw": gettext_lazy("“%(headline)s” is withdrawn from readers."),
}
DONE_SCHEDULED = {
    "publish": gettext_lazy("“%(headline)s” is scheduled: readers will see it from %(time)s."),
    "withdraw": gettext_lazy("“%(headline)s” will not come out: it is back in review."),
}


class SourceInline(admin.StackedInline):
    model = Source
    extra = 0
    fields = ["kind", "label", "url", "date"]

    # Sources are part of their piece: who may not write it may not write them.

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return obj is None or publishing.may_edit(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.has_add_permission(request, obj)


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
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
    list_filter = ["status", "section", "kind"]
    list_per_page = 50
    search_fields = [
        "headline",
        "kicker",
        "standfirst",
        "bylines__author__name",
        "mentions__organization__name",
    ]
    search_help_text = _("Headline, standfirst, author or organization")
    date_hierarchy = "published_at"
    autocomplete_fields = ["section", "lead_picture"]
    ordering = ["-modified_at"]
    actions = ["publish_selected", "withdraw_selected"]

    fieldsets = [
        (None, {"fields": ["kicker", "headline", "standfirst", "body"], "classes": ["writing"]}),
        (_("Who and what"), {"fields": ["byline_authors", "named_organizations", "ties", "tags"]}),
        (_("Where and when"), {"fields": ["section", "kind", "published_at", "updated_at"]}),
        (_("Picture"), {"fields": ["lead_picture", "picture_preview"]}),
        (_("Internal notes"), {"fields": ["notes"]}),
        (
            _("Address and language"),
            {"fields": ["slug", "language", "canonical_url"], "classes": ["collapse"]},
        ),
    ]
    readonly_fields = ["ties", "picture_preview"]

    # What is loaded

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related("section", "lead_picture")

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

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.withdraw_article")

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list:
        if obj is None or self.has_change_permission(request, obj):
            return self.fieldsets
        as_read = {"body": "body_as_read", "tags": "tag_names"}
        return [
            (
                name,
                {**options, "fields": [as_read.get(field, field) for field in options["fields"]]},
            )
            for name, options in self.fieldsets
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Who writes a new piece signs it, unless they say otherwise."""
        author = getattr(request.user, "author", None)
        signed = {"byline_authors": [author.pk]} if author else {}
        return {**signed, **super().get_changeform_initial_data(request)}

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        for name, field_name, widget in (
            ("byline_authors", "authors", OrderedAutocompleteSelectMultiple),
            ("named_organizations", "organizations", AutocompleteSelectMultiple),
            ("tags", "tags", TagSelectMultiple),
        ):
            field = form.base_fields.get(name)
            if field is not None:
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
        piece = obj or Article()
        context["piece"] = piece
        context["comes_out_later"] = piece.published_at and piece.published_at > timezone.now()
        context["steps"] = publishing.possible_steps(request.user, piece)
        if obj and not self.has_change_permission(request, obj):
            context["step_url"] = reverse("admin:articles_article_step", args=[obj.pk])
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def view_on_site(self, obj: Article) -> str:
        return obj.get_absolute_url()

    # Saving: the piece with its ties, then the sources, then the step, in one transaction

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        added, removed = form.decisions()
        publishing.save_article(
            article=obj,
            by=request.user,
            authors=form.cleaned_data["byline_authors"],
            confirm=added,
            reject=removed,
        )

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: list[BaseFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if form.step:
            self._take_step(request, form.instance, form.step)

    def _take_step(self, request: HttpRequest, article: Article, step: str) -> None:
        if step not in VERBS:
            raise PermissionDenied
        was_public = article.is_public
        VERBS[step](article=article, by=request.user)
        scheduled = article.is_scheduled or (step == "withdraw" and not was_public)
        text = DONE_SCHEDULED.get(step, DONE[step]) if scheduled else DONE[step]
        words = {"headline": article.headline, "time": written_moment(article.published_at)}
        message = text % words
        self.log_change(request, article, message)
        self.message_user(request, message, messages.SUCCESS)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._back_to(obj) if "_step" in request.POST else super().response_add(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return (
            self._back_to(obj) if "_step" in request.POST else super().response_change(request, obj)
        )

    def _back_to(self, article: Article) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    # A step without the form: for who may take it and not write

    def get_urls(self) -> list[URLPattern]:
        step = path(
            "<path:object_id>/step/",
            self.admin_site.admin_view(self.step_view),
            name="articles_article_step",
        )
        return [step, *super().get_urls()]

    @method_decorator(require_POST)
    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        article = self.get_object(request, unquote(object_id))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        with transaction.atomic():
            self._take_step(request, article, request.POST.get("_step", ""))
        return self._back_to(article)

    # Many at once

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # deleting is a matter for one piece at a time
        return actions

    @admin.action(description=_("Publish the selected pieces"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._each(request, queryset, "publish")

    @admin.action(description=_("Withdraw the selected pieces"), permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._each(request, queryset, "withdraw")

    def _each(self, request: HttpRequest, queryset: QuerySet[Article], step: str) -> None:
        """Take the step with each piece, and say why where it cannot be taken."""
        done = 0
        for article in queryset.order_by("pk"):
            try:
                with transaction.atomic():
                    VERBS[step](article=article, by=request.user)
                    self.log_change(request, article, DONE[step] % {"headline": article.headline})
                done += 1
            except (ValidationError, PermissionDenied) as error:
                reasons = getattr(error, "messages", [str(error)])
                text = f"«{article.headline}»: {' '.join(reasons)}"
                self.message_user(request, text, messages.ERROR)
        if done:
            text = {
                "publish": ngettext("%(n)d piece published.", "%(n)d pieces published.", done),
                "withdraw": ngettext("%(n)d piece withdrawn.", "%(n)d pieces withdrawn.", done),
            }[step]
            self.message_user(request, text % {"n": done}, messages.SUCCESS)

    # What is shown

    @admin.display(description=_("status"), ordering="status")
    def state(self, obj: Article) -> SafeString:
        name = "scheduled" if obj.is_scheduled else obj.status
        return format_html('<span class="state state-{}">{}</span>', name, obj.status_label)

    @admin.display(description=_("publication time"), ordering="published_at")
    def comes_out(self, obj: Article) -> str:
        return short_moment(obj.published_at)

    @admin.display(description=_("bylines"))
    def author_names(self, obj: Article) -> str:
        return ", ".join(author.name for author in obj.signatures)

    @admin.display(description=_("organizations"))
    def organization_names(self, obj: Article) -> str:
        names = [mention.organization.name for mention in obj.public_mentions]
        rest = len(names) - 3
        return ", ".join(names[:3]) + (f" +{rest}" if rest > 0 else "")

    @admin.display(description=_("on the site"))
    def on_site(self, obj: Article) -> SafeString:
        label = gettext("View on site") if obj.is_public else gettext("Preview")
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), label)

    @admin.display(description=_("found in the text"))
    def ties(self, obj: Article) -> SafeString | str:
        if obj._state.adding:
            return gettext("They are looked for when you save.")
        mentions = obj.mentions.select_related("organization", "decided_by").order_by(
            "-count", "organization__name"
        )
        rows = [(mention.organization.name, self._explain(mention)) for mention in mentions]
        if not rows:
            return gettext("None yet.")
        items = format_html_join("", "<li><strong>{}</strong> {}</li>", rows)
        return format_html('<ul class="ties">{}</ul>', items)

    def _explain(self, mention: Any) -> str:
        """How sure a tie is and why, in words."""
        times = ngettext("%(n)d time", "%(n)d times", mention.count) % {"n": mention.count}
        words = [times if mention.count else gettext("not in the text")]
        if mention.standing != MentionStanding.AUTOMATIC:
            words.append(mention.get_standing_display().lower())
        if mention.decided_by:
            words.append(gettext("by %(name)s") % {"name": mention.decided_by.get_username()})
        return ", ".join(words)

    @admin.display(description=_("preview"))
    def picture_preview(self, obj: Article) -> SafeString | str:
        picture = obj.lead_picture
        if picture is None:
            return ""
        return format_html(
            '<img class="preview" src="{}" alt="{}">', picture.file.url, picture.alt_text
        )

    @admin.display(description=_("body"))
    def body_as_read(self, obj: Article) -> SafeString:
        return format_html('<div class="as-read">{}</div>', obj.body_html)

    @admin.display(description=_("bylines"))
    def byline_authors(self, obj: Article) -> str:
        return self.author_names(obj)

    @admin.display(description=_("tags"))
    def tag_names(self, obj: Article) -> str:
        return ", ".join(tag.name for tag in obj.tags.all())

    @admin.display(description=_("organizations"))
    def named_organizations(self, obj: Article) -> str:
        ties = obj.mentions.visible().select_related("organization")
        return ", ".join(tie.organization.name for tie in ties)
