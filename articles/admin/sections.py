from django.contrib import admin

from articles.admin.subjects import NamedAdmin
from articles.models import Section


@admin.register(Section)
class SectionAdmin(NamedAdmin):
    list_display = ["named", "position", "description"]
    list_editable = ["position"]
    search_fields = ["name"]
    fields = ["name", "distinguished_by", "description", "position", "slug"]

    def view_on_site(self, obj: Section) -> str:
        return obj.get_absolute_url()
