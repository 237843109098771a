from django.contrib import admin

from articles.models import FormerAddress


@admin.register(FormerAddress)
class FormerAddressAdmin(admin.ModelAdmin):
    list_display = ["path", "target", "created_at"]
    search_fields = ["path", "target"]
