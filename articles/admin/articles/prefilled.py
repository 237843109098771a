"""Forms that are filled with what was typed before, and judge nothing yet."""

from __future__ import annotations

from django.forms.utils import ErrorDict

#: In the data of a form that is filled with a working copy, or with what could not be saved.
PREFILLED = "_prefilled"


class PrefilledMixin:
    """A form that shows what was typed without validating it: unfinished is not wrong."""

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
