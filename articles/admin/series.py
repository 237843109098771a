"""Series at the desk: their introduction, and their parts in order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Field
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin.base import DeskFormSet, DeskTabularInline
from articles.admin.subjects import CountedAdmin
from articles.models import MOST_PARTS, Article, Series, SeriesPart


class SeriesForm(forms.ModelForm):
    """A form that refuses an address known to readers as another page's."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if slug := cleaned.get("slug"):
            try:
                publishing.check_slug(self.instance, slug)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


class SeriesPartForm(forms.ModelForm):
    """A part with its number, which counts from 1; without one it goes to the end. The number that
    a person types is where the part goes: it stands before the part that has that number if it
    moves up, and after it if it moves down."""

    number = forms.IntegerField(
        label=_("Part"), required=False, min_value=1, max_value=MOST_PARTS,
        widget=forms.NumberInput(attrs={"class": "vPositiveSmallIntegerField"}),
    )  # fmt: skip

    class Meta:
        model = SeriesPart
        fields = ("article",)

    def validate_unique(self) -> None:
        """Leave it to `check_parts`, which names the other series."""


class SeriesPartFormSet(DeskFormSet):
    """The parts in their order, numbered from 1."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, form in enumerate(self.initial_forms, start=1):
            form.initial["number"] = number

    def validate_unique(self) -> None:
        """Leave it to `check_parts`."""

    def clean(self) -> None:
        super().clean()
        if not any(self.errors):
            publishing.check_parts(self.instance, self.articles())

    def articles(self) -> list[Article]:
        """Return the articles of the parts, in the order in which their numbers put them."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        rows = [
            (*_place(form), at, form.cleaned_data["article"])
            for at, form in enumerate(kept)
            if form.cleaned_data.get("article")
        ]
        return [article for *_place, article in sorted(rows, key=lambda row: row[:3])]


def _place(form: SeriesPartForm) -> tuple[int, int]:
    """Return what a part is sorted by: its number, and whether it goes before or after the part
    that stands there."""
    number, was = form.cleaned_data.get("number"), form.initial.get("number")
    if number is None:
        return MOST_PARTS + 1, 0
    return number, (number > was) - (number < was) if was else -1


class SeriesPartInline(DeskTabularInline):
    model = SeriesPart
    form = SeriesPartForm
    formset = SeriesPartFormSet
    extra = 0
    fields = ["number", "article"]
    autocomplete_fields = ["article"]
    verbose_name = _("part")
    verbose_name_plural = _("parts, in the order in which they are read")

    def get_fields(self, request: HttpRequest, obj: Series | None = None) -> list[str]:
        """Return the fields; the number is only to be typed, and the order is seen without it."""
        return self.fields if self.has_change_permission(request, obj) else ["article"]

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Offer no button that adds an article: one is written in a form of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = field.widget.can_change_related = False
        return field


@admin.register(Series)
class SeriesAdmin(CountedAdmin):
    form = SeriesForm
    inlines = [SeriesPartInline]
    list_display = ["name", "article_count"]
    search_fields = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "introduction"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    what_remains = _("Its pieces stay; it cannot be recovered.")

    def save_model(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing yet: `save_related` saves the series together with its parts."""

    def save_related(
        self,
        request: HttpRequest,
        form: SeriesForm,
        formsets: list[SeriesPartFormSet],
        change: bool,
    ) -> None:
        [parts] = formsets
        parts.save(commit=False)  # which notes what changed, for Django's own history
        publishing.save_series(series=form.instance, parts=parts.articles())

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try once more if somebody took the name, the address or an article at this moment: the
        form then knows of it, and says so."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    @admin.display(description=_("published pieces"), ordering="article_count")
    def article_count(self, obj: Series) -> int:
        return obj.article_count

    def view_on_site(self, obj: Series) -> str:
        return obj.get_absolute_url()
