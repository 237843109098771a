from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.merging import MergingAdmin
from articles.models import Section


@admin.register(Section)
class SectionAdmin(MergingAdmin):
    merge_title = _("Merge with another section")
    absorb_label = _("Section to absorb")
    parted = _("%(name)s is a section of its own again.")
    list_display = ["named", "position", "description"]
    list_editable = ["position"]
    search_fields = ["name"]
    fields = ["name", "distinguished_by", "description", "position", "slug"]

    def what_moves(self, keep: Section, absorb: Section) -> dict[str, Any]:
        return {"count": absorb.articles.count()}

    def view_on_site(self, obj: Section) -> str:
        return obj.get_absolute_url()
