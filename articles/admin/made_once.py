"""Forms that add one row, however often they are sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin import sent_forms


class MadeOnceAdmin(admin.ModelAdmin):
    """A form that is refused, with an explanation, if it has already added a row and is sent again
    with other words: it might be a correction of that row or a second row."""

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[forms.Form]:
        form = super().get_form(request, obj, **kwargs)
        if obj is not None or not sent_forms.did_something(request):
            return form

        class MadeAlready(form):
            def clean(self) -> dict[str, Any]:
                cleaned = super().clean()
                self.add_error(
                    None,
                    _(
                        "This form was saved already, and nothing was added now. To change what it "
                        "made, open that; to add this too, press “Save” again."
                    ),
                )
                return cleaned

        return MadeAlready
