"""The library of audio, video and documents, and the form of each, with the articles that have
it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin.media.form import MediaForm
from articles.admin.media.library import MediaLibrary
from articles.admin.subjects import CountedAdmin
from articles.models import Media
from articles.text.characters import clean_line

_MOST_ARTICLES = 50


@admin.register(Media)
class MediaAdmin(MediaLibrary, CountedAdmin):
    form = MediaForm
    list_display = ["title", "facts", "credit", "used", "created_at"]
    list_filter = ["kind"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title", "description", "credit", "transcript"]
    search_help_text = _("Title, description, credit or transcript")
    actions = None  # a file is deleted from its own page, where its uses are seen
    autocomplete_fields = ["poster"]
    fieldsets = [
        (None, {"fields": ["file", "preview"]}),
        (_("What is said of it"), {"fields": ["title", "description", "credit"]}),
        (
            _("For those who cannot hear it"),
            {"fields": ["transcript", "captions_file", "no_speech"]},
        ),
        (_("Before the video plays"), {"fields": ["poster"]}),
        (_("How it was made"), {"fields": ["ai_use", "ai_detail", "ai_reviewed"]}),
        (_("Where the file is used"), {"fields": ["uses"]}),
    ]
    readonly_fields = ["preview", "uses"]

    def counted(self, rows: QuerySet[Media]) -> QuerySet[Media]:
        return rows.with_use_count()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Media], search_term: str
    ) -> tuple[QuerySet[Media], bool]:
        return queryset.matching(clean_line(search_term)), False

    def get_fieldsets(self, request: HttpRequest, obj: Media | None = None) -> list:
        """Leave out what a new file has not yet, and what a file of another kind never has."""
        if obj is None:
            return [(None, {"fields": ["file"]}), *self.fieldsets[1:-1]]
        first, said, heard, before, *rest = self.fieldsets
        if obj.is_video:
            return [first, said, heard, before, *rest]
        if obj.is_audio:
            words = (heard[0], {"fields": ["transcript", "no_speech"]})
            return [first, said, words, *rest]
        return [first, said, *rest]

    def get_readonly_fields(self, request: HttpRequest, obj: Media | None = None) -> list[str]:
        """Make a stored file read-only: another recording is another file."""
        return [*self.readonly_fields, *(["file"] if obj else [])]

    def has_change_permission(self, request: HttpRequest, obj: Media | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return publishing.may_edit_media(request.user, obj)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            # Some errors show only while the file is stored: the form comes back as typed, except
            # for the files, which a browser sends once.
            request.refusal = error
            request._files = MultiValueDict()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Media | None = None, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def save_model(self, request: HttpRequest, obj: Media, form: ModelForm, change: bool) -> None:
        publishing.record_review(obj, form.cleaned_data.get("ai_reviewed"), by=request.user)
        if change:
            publishing.save_media(media=obj, captions=form.captions, by=request.user)
        else:
            publishing.add_media(
                media=obj,
                upload=form.cleaned_data["file"],
                contents=form.contents,
                captions=form.captions or "",
                by=request.user,
            )

    def get_deleted_objects(self, objs: Iterable[Media], request: HttpRequest) -> tuple:
        """Protect a file in somebody's working copy from deletion, like one that an article has."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for copy in (copy for media in objs for copy in publishing.copies_with_media(media)):
            words = {"headline": copy.headline, "person": publishing.name_of(copy.person)}
            protected.append(_("Working copy of %(person)s: “%(headline)s”") % words)
        return to_delete, counts, perms_needed, protected

    def delete_model(self, request: HttpRequest, obj: Media) -> None:
        publishing.delete_media(media=obj, by=request.user)

    @admin.display(description=_("what it is"))
    def facts(self, obj: Media) -> str:
        return obj.facts

    @admin.display(description=_("in pieces"))
    def used(self, obj: Media) -> int:
        return obj.use_count

    @admin.display(description=_("preview"))
    def preview(self, obj: Media) -> SafeString:
        return render_to_string("components/media.html", {"media": obj, "caption": ""})

    @admin.display(description=_("pages"))
    def uses(self, obj: Media) -> SafeString:
        articles = publishing.articles_with_media(obj)[:_MOST_ARTICLES]
        return render_to_string("admin/articles/media/uses.html", {"articles": articles})
