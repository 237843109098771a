"""The library of pictures, with thumbnails, and the form of each, with the pages that use it."""

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
from articles.admin.pictures.form import PictureForm
from articles.admin.pictures.library import PictureLibrary
from articles.admin.subjects import CountedAdmin
from articles.models import Picture
from articles.text.characters import clean_line

_MOST_ARTICLES = 50
RIGHTS = ["creator", "copyright_notice", "license_url", "licensor_url"]
ABOUT_RIGHTS = _(
    "They go with the picture wherever its file goes, and to search engines. Empty in a new "
    "picture: as its file says."
)


@admin.register(Picture)
class PictureAdmin(PictureLibrary, CountedAdmin):
    form = PictureForm
    list_display = ["__str__", "credit", "created_at"]
    list_per_page = 36
    show_full_result_count = False
    search_fields = ["caption", "alt", "credit"]
    search_help_text = _("Caption, alternative text or credit")
    actions = None  # a picture is deleted from its own page, where its uses are seen
    fieldsets = [
        (None, {"fields": ["file", "focal_point"]}),
        (_("What is said of it"), {"fields": ["alt", "decorative", "caption", "credit"]}),
        (
            _("Whose it is"),
            {"fields": RIGHTS, "classes": ["collapse"], "description": ABOUT_RIGHTS},
        ),
        (_("How it was made"), {"fields": ["ai_use", "ai_detail", "ai_reviewed"]}),
        (_("Focal point, in numbers"), {"fields": ["focal_x", "focal_y"], "classes": ["collapse"]}),
        (_("Where it is used"), {"fields": ["uses"]}),
    ]
    readonly_fields = ["focal_point", "uses"]

    def counted(self, rows: QuerySet[Picture]) -> QuerySet[Picture]:
        return rows.with_use_count()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Picture], search_term: str
    ) -> tuple[QuerySet[Picture], bool]:
        return queryset.matching(clean_line(search_term)), False

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> list:
        return self.fieldsets[:-1] if obj is None else self.fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Picture | None = None) -> list[str]:
        """Make a stored file read-only: another photograph is another picture."""
        return [*self.readonly_fields, *(["file"] if obj else [])]

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return publishing.may_edit_picture(request.user, obj)

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
            # for the file, which a browser sends once.
            request.refusal = error
            request._files = MultiValueDict()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Picture | None = None, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def save_model(self, request: HttpRequest, obj: Picture, form: ModelForm, change: bool) -> None:
        publishing.record_review(obj, form.cleaned_data.get("ai_reviewed"), by=request.user)
        if change:
            publishing.save_picture(picture=obj, by=request.user)
        else:
            name = form.cleaned_data["file"].name
            publishing.add_picture(
                picture=obj, photograph=form.photograph, name=name, by=request.user
            )

    def get_deleted_objects(self, objs: Iterable[Picture], request: HttpRequest) -> tuple:
        """Protect a picture in somebody's working copy from deletion, like one shown on a page."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for copy in (copy for picture in objs for copy in publishing.copies_with(picture)):
            words = {"headline": copy.headline, "person": publishing.name_of(copy.person)}
            protected.append(_("Working copy of %(person)s: “%(headline)s”") % words)
        return to_delete, counts, perms_needed, protected

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        publishing.delete_picture(picture=obj, by=request.user)

    @admin.display(description=_("focal point"))
    def focal_point(self, obj: Picture) -> SafeString:
        context = {"picture": obj if obj and obj.pk else None}
        return render_to_string("admin/articles/picture/focal_point.html", context)

    @admin.display(description=_("pages"))
    def uses(self, obj: Picture) -> SafeString:
        context: dict[str, Any] = {
            "articles": publishing.articles_with(obj)[:_MOST_ARTICLES],
            "authors": obj.portrayed_authors.all(),
            "organizations": obj.marked_organizations.all(),
            "posters": obj.posters.all(),
            "podcasts": obj.podcasts.all(),
        }
        return render_to_string("admin/articles/picture/uses.html", context)
