"""Tags at the desk, and the page of double names."""

from typing import Any

import taggit.admin  # noqa: F401  (registers taggit's own tags, which the paper does not use)
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag as UnusedTag

from articles.admin.merging import Merging
from articles.admin.namesakes import DoubleNames
from articles.models import Tag

admin.site.unregister(UnusedTag)


def _what_moves(keep: Tag, absorb: Tag) -> dict[str, Any]:
    tied = absorb.tagged_articles.all()
    both = keep.tagged_articles.values("content_object")
    return {"count": tied.count(), "shared": tied.filter(content_object__in=both).count()}


@admin.register(Tag)
class TagAdmin(DoubleNames):
    merging = Merging(
        title=_("Merge with another tag"),
        absorb_label=_("Tag to absorb"),
        parted=_("%(name)s is a tag of its own again."),
        what_moves=_what_moves,
    )
    list_display = ["named", "slug"]
    search_fields = ["name"]
    fields = ["name", "distinguished_by", "slug"]

    def get_form(self, request: HttpRequest, obj: Tag | None = None, **kwargs: Any) -> type:
        form = super().get_form(request, obj, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False  # made from the name when left empty
        return form

    def view_on_site(self, obj: Tag) -> str:
        return obj.get_absolute_url()
