"""Persons who are quoted: their form, and merging of two that are one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskTabularInline
from articles.admin.merging import Merging, MergingAdmin
from articles.admin.subjects import CountedAdmin
from articles.admin.widgets import DeskNames
from articles.models import Affiliation, Person


class AffiliationInline(DeskNames, DeskTabularInline):
    model = Affiliation
    extra = 0
    autocomplete_fields = ["organization"]
    fields = ["role", "organization", "first_day", "last_day"]


def _what_moves(keep: Person, absorb: Person) -> dict[str, Any]:
    return {"count": absorb.quotations.count()}


@admin.register(Person)
class PersonAdmin(MergingAdmin, CountedAdmin):
    merging = Merging(
        title=gettext_lazy("Merge with another person"),
        absorb_label=gettext_lazy("Person to absorb"),
        parted=gettext_lazy("%(name)s is a person of their own again."),
        what_moves=_what_moves,
    )
    inlines = [AffiliationInline]
    list_display = ["named", "description", "quotations_seen"]
    search_fields = ["name"]
    fields = ["name", "distinguished_by", "description", "wikidata_id", "slug"]

    def counted(self, rows: QuerySet[Person]) -> QuerySet[Person]:
        return rows.with_quotation_count()

    @admin.display(description=gettext_lazy("published quotations"), ordering="quotation_count")
    def quotations_seen(self, obj: Person) -> int:
        return obj.quotation_count

    def view_on_site(self, obj: Person) -> str | None:
        """Return the address of the public page; None for a person without published quotations,
        who has no such page."""
        return (
            obj.get_absolute_url()
            if Person.objects.with_published_quotations().filter(pk=obj.pk)
            else None
        )
