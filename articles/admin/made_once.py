"""A form in which something is added makes one thing, however often it is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin import sent_forms


class MadeOnceAdmin(admin.ModelAdmin):
    """Sent again with other words, a form that made something comes back with them, and says so:
    a correction of what was made and one thing more are not to be told apart."""

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
