"""Base classes of the desk's forms, made to answer any request without failing."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, ManyToManyField, Model
from django.forms import BaseInlineFormSet, Field, MultiValueField
from django.http import HttpRequest, HttpResponse

from articles.admin.deleting import Deleting
from articles.admin.widgets import OneAutocomplete, SeveralAutocomplete

#: The most rows that a person adds to a form between one save and the next.
MOST_NEW_ROWS = 50


class ValidKeysOnly:
    """A form whose autocompletes show nothing for values that cannot be keys."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OneAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SeveralAutocomplete(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class DeskFormSet(BaseInlineFormSet):
    """Rows of a form: as many as are stored, and a few dozen new ones. A form that claims a million
    would otherwise be drawn with as many as Django allows, 2,000, which takes a quarter of a
    minute."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_num = self.absolute_max = len(self.get_queryset()) + MOST_NEW_ROWS


class DeskStackedInline(ValidKeysOnly, admin.StackedInline):
    formset = DeskFormSet


class DeskTabularInline(ValidKeysOnly, admin.TabularInline):
    formset = DeskFormSet


class DeskAdmin(ValidKeysOnly, Deleting):
    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model | None:
        """Return the row with that key; None if it is no key. An empty `_to_field` counts as
        none."""
        return super().get_object(request, object_id, from_field or None)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Refuse filters with a NUL as meaningless: PostgreSQL has no such text."""
        if any("\x00" in value for _name, values in request.GET.lists() for value in values):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the values for a new row that its address has and its form accepts."""
        initial = super().get_changeform_initial_data(request)
        fields = self.get_form(request, None, change=False).base_fields if initial else {}
        return {
            name: value for name, value in initial.items() if _is_taken(fields.get(name), value)
        }

    def _changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        """Ignore “save as new”, which Django obeys even if it does not offer it: a form with errors
        would be drawn as the page of a row that does not exist."""
        if "_saveasnew" in request.POST and not self.save_as:
            request.POST = request.POST.copy()
            del request.POST["_saveasnew"]
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Model | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Link to the page that readers have. Its address is read from the stored row: a form that
        comes back has put the typed address into its own."""
        response = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        if request.method == "POST" and obj is not None and obj.pk:
            stored = self.model._base_manager.filter(pk=obj.pk).first()
            address = self.get_view_on_site_url(stored) if stored else None
            response.context_data |= {
                "has_absolute_url": address is not None, "absolute_url": address,
            }  # fmt: skip
        return response

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        """Return None while a form that comes back has put an empty address into its row."""
        if not getattr(obj, "slug", True):
            return None
        return super().get_view_on_site_url(obj)


def _is_taken(field: Field | None, value: Any) -> bool:
    """Return True if a field takes a value from the address. A field of several parts has several
    names, and takes nothing under its own."""
    if field is None or isinstance(field, MultiValueField):
        return False
    try:
        field.clean(value)
    except ValidationError:
        return False
    return True
