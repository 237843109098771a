"""The imprint of the paper: one form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, DeskFormSet, DeskTabularInline
from articles.admin.made_once import MadeOnceAdmin
from articles.models import Director, Imprint
from articles.models.imprint import check_periods


class DirectorFormSet(DeskFormSet):
    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        stands = [form for form in self.forms if form not in self.deleted_forms]
        rows = [form.instance for form in stands if form.cleaned_data.get("first_day")]
        try:
            check_periods(rows)
        except ValidationError as error:
            raise ValidationError(error.messages) from error


class DirectorInline(DeskTabularInline):
    model = Director
    formset = DirectorFormSet
    extra = 1
    fields = ["name", "first_day", "last_day"]


@admin.register(Imprint)
class ImprintAdmin(MadeOnceAdmin, DeskAdmin):
    """The form of the only imprint; the list redirects to it."""

    inlines = [DirectorInline]
    fieldsets = [
        (None, {"fields": ["publisher", "address", "email", "registration", "founded_on"]}),
        (_("Who owns it, who pays for it"), {"fields": ["owners", "public_money"]}),
        (_("How it works"), {"fields": ["principles", "ethics"]}),
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = Imprint.objects.first()
        name = "admin:articles_imprint_{}".format
        page = reverse(name("change"), args=[row.pk]) if row else reverse(name("add"))
        return HttpResponseRedirect(page)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Imprint.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Imprint | None = None) -> bool:
        return False

    def view_on_site(self, obj: Imprint) -> str:
        return reverse("articles:colophon")
