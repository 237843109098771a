"""What the forms of authors, organisations and sections share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles import publishing


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
