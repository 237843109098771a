from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.dates import short_moment
from articles.models import EditorialAct


@admin.register(EditorialAct)
class EditorialActAdmin(admin.ModelAdmin):
    """The log of the newsroom: read, and never written here."""

    list_display = ["when", "person_name", "verb", "about", "note"]
    list_display_links = None
    list_filter = ["verb"]
    list_per_page = 100
    search_fields = ["subject", "person_name", "note"]
    search_help_text = _("Piece, organization, person or note")
    show_full_result_count = False
    ordering = ["-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: EditorialAct | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: EditorialAct | None = None) -> bool:
        return False

    @admin.display(description=_("when"))
    def when(self, obj: EditorialAct) -> str:
        return short_moment(obj.at)

    @admin.display(description=_("piece or organization"))
    def about(self, obj: EditorialAct) -> SafeString | str:
        if obj.article_key is None:
            return obj.subject
        history = reverse("admin:articles_article_history", args=[obj.article_key])
        return format_html('<a href="{}">{}</a>', history, obj.subject)
