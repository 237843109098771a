"""Sections at the desk: the parts of the paper, in their order."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.merging import Merging, MergingAdmin
from articles.models import Section


def _what_moves(keep: Section, absorb: Section) -> dict[str, Any]:
    return {"count": absorb.articles.count()}


@admin.register(Section)
class SectionAdmin(MergingAdmin):
    merging = Merging(
        title=_("Merge with another section"),
        absorb_label=_("Section to absorb"),
        parted=_("%(name)s is a section of its own again."),
        what_moves=_what_moves,
    )
    list_display = ["named", "position", "description"]
    list_editable = ["position"]
    search_fields = ["name"]
    autocomplete_fields = ["podcast_image"]
    fieldsets = [
        (None, {"fields": ["name", "distinguished_by", "description", "position", "slug"]}),
        (
            _("Podcast"),
            {
                "fields": [
                    "podcast",
                    "podcast_image",
                    "podcast_category",
                    "podcast_author",
                    "podcast_email",
                    "podcast_explicit",
                ]
            },
        ),
    ]

    def view_on_site(self, obj: Section) -> str:
        return obj.get_absolute_url()
