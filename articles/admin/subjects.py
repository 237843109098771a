"""Lists and forms shared by authors, organizations, persons, sections and tags."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.base import DeskAdmin, DeskStackedInline
from articles.admin.made_once import MadeOnceAdmin
from articles.admin.widgets import DeskNames
from articles.models import Interest
from articles.models.unique_names import OneName


class InterestInline(DeskNames, DeskStackedInline):
    """Interests: ties of the paper, or of an author, to an organization."""

    model = Interest
    extra = 0
    autocomplete_fields = ["organization", "author"]
    fields = ["kind", "note", "author", "organization", "first_day", "last_day"]


class SubjectForm(forms.ModelForm):
    """A form that refuses an address known to readers as another page's, and a name that is
    another's."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if slug := cleaned.get("slug"):
            try:
                publishing.check_slug(self.instance, slug)
            except ValidationError as error:
                self.add_error(None, error)
        if cleaned.get("name"):
            self._check_name(cleaned["name"], cleaned.get("distinguished_by", ""))
        return cleaned

    def _check_name(self, name: str, distinguished_by: str) -> None:
        row = type(self.instance)(
            pk=self.instance.pk,
            name=" ".join(name.split()),
            distinguished_by=" ".join(distinguished_by.split()),
            name_key=self.instance.name_key,
        )
        if other := publishing.namesake_of(row):
            error = ValidationError(_namesake_words(row, other), code="namesake")
            self.add_error("name", error)
            return
        try:
            publishing.check_name(row)
        except ValidationError as error:
            self.add_error(None, error)


def _namesake_words(row: OneName, other: OneName) -> SafeString:
    """Return the message that a name is another's, with links to that page and to merging the
    two."""
    words = {"page": format_html('<a href="{}">{}</a>', page_of(other), other.desk_name)}
    if row.pk is None:
        text = _(
            "This name is there already: %(page)s. Use that; or, if they are two, write what "
            "distinguishes the new one."
        )
    else:
        text = _(
            "This name is there already: %(page)s. If they are one, %(merge)s; if they are two, "
            "write what distinguishes this one."
        )
        page = reverse(f"admin:articles_{other._meta.model_name}_merge", args=[other.pk])
        merge = format_html('<a href="{}?absorb={}">{}</a>', page, row.pk, _("merge them"))
        words["merge"] = merge
    # The sentence comes from the catalogue, and the values put into it are escaped.
    return format_html(text.replace("%(page)s", "{page}").replace("%(merge)s", "{merge}"), **words)


def page_of(row: OneName) -> str:
    """Return the address of the row's page at the desk."""
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


class DoubleNameFilter(admin.SimpleListFilter):
    """A filter for rows with the same name as another, until somebody has said whether they are
    two."""

    title = gettext_lazy("name")
    parameter_name = "name"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("double", gettext_lazy("Double, to be decided"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(name_key="") if self.value() == "double" else queryset


class NamedAdmin(DeskNames, MadeOnceAdmin, DeskAdmin):
    """Pages of rows that have a name of their own."""

    form = SubjectForm
    list_filter = [DoubleNameFilter]

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def named(self, obj: OneName) -> str:
        return obj.desk_name

    def save_model(self, request: HttpRequest, obj: OneName, form: Any, change: bool) -> None:
        publishing.save_subject(subject=obj)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try once more if somebody took the name, or the address, at this moment: the form then
        knows of it, and says so."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)


class CountedAdmin(MadeOnceAdmin, DeskAdmin):
    """A list that counts the uses of each row. Autocompletes and forms also ask for rows of a
    growing table, but show no count, so none is made for them."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and (match.url_name or "").endswith("_changelist")
        return self.counted(rows) if is_list else rows

    def counted(self, rows: QuerySet) -> QuerySet:
        return rows.with_article_count()
