from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Picture


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "alt", "caption", "credit", "created_at"]
    list_display_links = ["thumbnail", "alt"]
    list_per_page = 30
    search_fields = ["caption", "alt", "credit", "file"]
    search_help_text = _("Caption, alternative text or credit")
    date_hierarchy = "created_at"
    fieldsets = [
        (None, {"fields": ["file", "thumbnail", "alt", "decorative", "caption", "credit"]}),
        (_("Crop"), {"fields": ["focal_x", "focal_y"], "classes": ["collapse"]}),
    ]
    readonly_fields = ["thumbnail"]

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return publishing.may_edit_picture(request.user, obj)

    @admin.display(description=_("preview"))
    def thumbnail(self, obj: Picture) -> SafeString | str:
        if not obj.file:
            return ""
        return format_html('<img class="preview" src="{}" alt="">', obj.file.url)
