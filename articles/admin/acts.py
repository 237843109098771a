"""The newsroom's log at the desk: who did what, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin.base import DeskAdmin
from articles.models import EditorialAct, OblivionDecision
from articles.text.dates import format_short_datetime
from articles.text.erased_names import without_names
from articles.text.slugs import known_slugs

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def mask_erased_names(user: AbstractBaseUser, acts: Iterable[EditorialAct]) -> list[EditorialAct]:
    """Return acts as this person may read them. The log is not rewritten, and a name that was
    removed from an article is shown only to people who may see it."""
    acts = list(acts)
    if publishing.may_see_erased_names(user):
        return acts
    keys = {act.article_key for act in acts} - {None}
    standing = OblivionDecision.objects.in_force().initials().filter(article__in=keys)
    for decision in standing:
        names = decision.name_list
        # Acts on changed addresses show the name as a slug.
        slugs = {slug for name in names for slug in known_slugs(name)}
        erased = sorted({*names, *slugs}, key=len, reverse=True)
        for act in acts:
            if act.article_key == decision.article_id:
                act.subject = without_names(act.subject, erased, decision.initials)
                act.note = without_names(act.note, erased, decision.initials)
    return acts


def _found_by_a_hidden_name(
    user: AbstractBaseUser, found: QuerySet[EditorialAct], search_term: str
) -> list[int]:
    """Return the keys of the acts that a search has found by words that are masked."""
    decided = OblivionDecision.objects.in_force().initials().values("article")
    acts = mask_erased_names(user, found.filter(article_key__in=decided))
    words = list(map(_unquoted, smart_split(search_term)))
    return [
        act.pk
        for act in acts
        if not all(_has(word, act.subject, act.person_name, act.note) for word in words)
    ]


def _unquoted(word: str) -> str:
    """Return a word as Django's search takes it: a quotation mark that nothing closes
    («'ndrangheta») is part of the word."""
    is_quoted = word[0] in "\"'" and word[0] == word[-1]
    return unescape_string_literal(word) if is_quoted else word


def _has(word: str, *texts: str) -> bool:
    return any(word.casefold() in text.casefold() for text in texts)


@admin.register(EditorialAct)
class EditorialActAdmin(DeskAdmin):
    """The log of the newsroom, which can be read here and not changed."""

    list_display = ["when", "person_name", "verb", "about", "note"]
    list_display_links = None
    list_filter = ["verb"]
    list_per_page = 100
    search_fields = ["subject", "person_name", "note"]
    search_help_text = _("Piece, organization, person or note")
    show_full_result_count = False
    ordering = ["-pk"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[EditorialAct], search_term: str
    ) -> tuple[QuerySet[EditorialAct], bool]:
        """Search the text that this person may read: a name removed from an article finds
        nothing."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term and not publishing.may_see_erased_names(request.user):
            found = found.exclude(pk__in=_found_by_a_hidden_name(request.user, found, search_term))
        return found, may_repeat

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist = super().get_changelist_instance(request)
        changelist.result_list = mask_erased_names(request.user, changelist.result_list)
        return changelist

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: EditorialAct | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: EditorialAct | None = None) -> bool:
        return False

    @admin.display(description=_("when"))
    def when(self, obj: EditorialAct) -> str:
        return format_short_datetime(obj.at)

    @admin.display(description=_("piece or organization"))
    def about(self, obj: EditorialAct) -> SafeString | str:
        if obj.article_key is None:
            return obj.subject
        history = reverse("admin:articles_article_history", args=[obj.article_key])
        return format_html('<a href="{}">{}</a>', history, obj.subject)
