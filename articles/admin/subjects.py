"""What the lists and the forms of authors, organisations and sections share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from articles import publishing
from articles.models import Interest


class InterestInline(admin.StackedInline):
    """What ties the paper, or who signs, to an organisation."""

    model = Interest
    extra = 0
    autocomplete_fields = ["organization", "author"]
    fields = ["kind", "note", "author", "organization", "first_day", "last_day"]


class SubjectForm(forms.ModelForm):
    """Refuses an address that readers know as another page's."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if slug := cleaned.get("slug"):
            try:
                publishing.check_slug(self.instance, slug)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


class CountedAdmin(admin.ModelAdmin):
    """Counts what each row is used for in its list alone: an autocomplete and a form ask for rows
    of a growing table too, and show no count."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and (match.url_name or "").endswith("_changelist")
        return self.counted(rows) if is_list else rows

    def counted(self, rows: QuerySet) -> QuerySet:
        return rows.with_article_count()
