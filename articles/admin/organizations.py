from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin.subjects import SubjectForm
from articles.choices import NameKind
from articles.models import Organization, OrganizationName


class OrganizationNameInline(admin.TabularInline):
    """The other forms: the name itself is the organisation's own field."""

    model = OrganizationName
    extra = 1
    fields = ["text", "kind"]
    verbose_name = _("other form of the name")
    verbose_name_plural = _("other forms of the name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrganizationName]:
        return super().get_queryset(request).exclude(kind=NameKind.NAME)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            kwargs["choices"] = [c for c in NameKind.choices if c[0] != NameKind.NAME]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    form = SubjectForm
    inlines = [OrganizationNameInline]
    list_display = ["name", "kind", "country", "piece_count"]
    list_filter = ["kind"]
    search_fields = ["name", "names__text"]
    search_help_text = _("Any of its names")
    autocomplete_fields = ["parent", "logo"]
    fieldsets = [
        (None, {"fields": ["name", "kind", "description"]}),
        (_("Card"), {"fields": ["country", "website", "wikidata_id", "parent", "logo"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return super().get_queryset(request).with_article_count()

    def save_model(self, request: HttpRequest, obj: Organization, form: Any, change: bool) -> None:
        publishing.save_organization(organization=obj)

    @admin.display(description=_("published pieces"), ordering="article_count")
    def piece_count(self, obj: Organization) -> int:
        return obj.article_count

    def view_on_site(self, obj: Organization) -> str | None:
        return obj.get_absolute_url()
