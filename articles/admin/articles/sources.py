"""The rows of an article's sources in its form."""

from __future__ import annotations

from django import forms

from articles.admin.articles.prefilled import PREFILLED, PrefilledMixin
from articles.admin.base import DeskFormSet, DeskStackedInline
from articles.models import Source


class SourceForm(PrefilledMixin, forms.ModelForm):
    pass


class SourceFormSet(DeskFormSet):
    def full_clean(self) -> None:
        if PREFILLED not in self.data:
            super().full_clean()
            return
        self._errors = []
        self._non_form_errors = self.error_class()

    def is_valid(self) -> bool:
        return PREFILLED not in self.data and super().is_valid()

    def remaining_sources(self) -> list[Source]:
        """Return the sources that the article has once the form is saved."""
        deleted = self.deleted_forms
        return [
            form.instance
            for form in self.forms
            if form not in deleted and (form.has_changed() or form.instance.pk)
        ]


class SourceInline(DeskStackedInline):
    model = Source
    form = SourceForm
    formset = SourceFormSet
    extra = 0
    fields = ["kind", "label", "url", "date", "unnamed_because"]
