"""The list of all corrections at the desk."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.models import Correction
from articles.text.dates import format_short_datetime


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin):
    """The corrections of all articles: read here, written on the page of an article."""

    list_display = ["when", "kind", "words", "article_link", "by_name", "stands"]
    list_display_links = None
    list_filter = ["kind"]
    list_per_page = 100
    search_fields = ["wrong", "right", "article__headline", "by_name"]
    search_help_text = _("Words, headline or person")
    show_full_result_count = False
    ordering = ["-at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).select_related("article", "superseded_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return False

    @admin.display(description=_("when"), ordering="at")
    def when(self, obj: Correction) -> str:
        return format_short_datetime(obj.at)

    @admin.display(description=_("what readers read"))
    def words(self, obj: Correction) -> str:
        return obj.words

    @admin.display(description=_("article"))
    def article_link(self, obj: Correction) -> SafeString:
        page = reverse("admin:articles_article_corrections", args=[obj.article_id])
        return format_html('<a href="{}">{}</a>', page, obj.article.headline)

    @admin.display(description=_("stands"), boolean=True)
    def stands(self, obj: Correction) -> bool:
        return not hasattr(obj, "superseded_by")
