"""Forms filled with data typed before, which is not validated yet."""

from __future__ import annotations

from django.forms.utils import ErrorDict

#: Marks the data of a form filled with a working copy, or with data that could not be saved.
PREFILLED = "_prefilled"


class PrefilledMixin:
    """A form that shows the typed data without validating it: unfinished work is not an error."""

    @property
    def is_prefilled(self) -> bool:
        return PREFILLED in self.data

    def full_clean(self) -> None:
        if not self.is_prefilled:
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def is_valid(self) -> bool:
        return not self.is_prefilled and super().is_valid()
