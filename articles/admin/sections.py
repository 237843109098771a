from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles import publishing
from articles.admin.subjects import SubjectForm
from articles.models import Section


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    form = SubjectForm
    list_display = ["name", "position", "description"]
    list_editable = ["position"]
    search_fields = ["name"]
    fields = ["name", "description", "position", "slug"]

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        publishing.save_subject(subject=obj)

    def view_on_site(self, obj: Section) -> str:
        return obj.get_absolute_url()
