"""Authors at the desk: the people who sign."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.merging import Merging, MergingAdmin
from articles.admin.subjects import CountedAdmin, InterestInline
from articles.models import Author


def _what_moves(keep: Author, absorb: Author) -> dict[str, Any]:
    signed = absorb.bylines.count()
    shared = absorb.bylines.filter(article__in=keep.bylines.values("article")).count()
    return {
        "count": signed,
        "shared": shared,
        "interest_count": absorb.interests.count(),
        "takes_account": bool(absorb.user and not keep.user),
    }


@admin.register(Author)
class AuthorAdmin(MergingAdmin, CountedAdmin):
    merging = Merging(
        title=_("Merge with another author"),
        absorb_label=_("Author to absorb"),
        parted=_("%(name)s is an author of their own again."),
        what_moves=_what_moves,
    )
    inlines = [InterestInline]
    list_display = ["named", "role", "article_count", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    autocomplete_fields = ["photo", "user"]
    fieldsets = [
        (None, {"fields": ["name", "distinguished_by", "role", "biography", "photo", "links"]}),
        (_("Address and account"), {"fields": ["slug", "user"], "classes": ["collapse"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Author | None = None) -> list:
        """Show the account only to people who manage accounts."""
        if request.user.has_perm("auth.view_user"):
            return self.fieldsets
        own, (name, options) = self.fieldsets
        fields = [field for field in options["fields"] if field != "user"]
        return [own, (name, {**options, "fields": fields})]

    @admin.display(description=_("published pieces"), ordering="article_count")
    def article_count(self, obj: Author) -> int:
        return obj.article_count

    def view_on_site(self, obj: Author) -> str | None:
        return obj.get_absolute_url()
