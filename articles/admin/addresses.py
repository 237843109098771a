"""Former addresses at the desk: those that lead to where a page is now."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles import publishing
from articles.admin.base import DeskAdmin
from articles.models import FormerAddress


@admin.register(FormerAddress)
class FormerAddressAdmin(DeskAdmin):
    list_display = ["path", "target", "created_at"]
    search_fields = ["path", "target"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FormerAddress]:
        """Leave out addresses with a name that was removed from an article, unless this person may
        read it."""
        hidden = publishing.hidden_addresses(request.user)
        return super().get_queryset(request).exclude(pk__in=hidden)
