"""Organizations at the desk, with the names in which they are written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import publishing, search
from articles.admin.base import DeskFormSet, DeskTabularInline
from articles.admin.merging import Merging, MergingAdmin
from articles.admin.organizations.backfill import OrganizationArchive
from articles.admin.subjects import CountedAdmin, DoubleNameFilter, InterestInline
from articles.db.choices import NameKind
from articles.models import Article, Organization, OrganizationName


class OrganizationNameForm(forms.ModelForm):
    """A name of an organization. The name it goes by has a field of its own, so that only its
    policy and its days can be changed here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_the_name:
            self.fields["text"].disabled = self.fields["kind"].disabled = True
        elif "kind" in self.fields:
            kinds = [choice for choice in NameKind.choices if choice[0] != NameKind.NAME]
            self.fields["kind"].choices = kinds

    @property
    def is_the_name(self) -> bool:
        return self.instance.kind == NameKind.NAME and not self.instance._state.adding

    def save(self, commit: bool = True) -> OrganizationName:
        if not self.is_the_name:
            return super().save(commit)
        # It may have become a former name while the organization was saved.
        self.instance.save(update_fields=["policy", "first_day", "last_day"])
        return self.instance


class OrganizationNameFormSet(DeskFormSet):
    def add_fields(self, form: OrganizationNameForm, index: int | None) -> None:
        super().add_fields(form, index)
        if form.is_the_name and DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].disabled = True  # an organization keeps a name


class OrganizationNameInline(DeskTabularInline):
    model = OrganizationName
    form = OrganizationNameForm
    formset = OrganizationNameFormSet
    extra = 1
    fields = ["text", "kind", "policy", "first_day", "last_day", "article_count"]
    readonly_fields = ["article_count"]
    verbose_name = _("form of the name")
    verbose_name_plural = _("forms of the name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrganizationName]:
        self.visible = Article.objects.visible_to(request.user)  # an inline serves one request
        return super().get_queryset(request)

    @admin.display(description=_("pieces with these words"))
    def article_count(self, obj: OrganizationName) -> str:
        """Count the articles with this name that the person may see."""
        if obj._state.adding:
            return ""
        return str(search.with_words(obj.text).filter(article__in=self.visible).count())


def _what_moves(keep: Organization, absorb: Organization) -> dict[str, Any]:
    return {
        "names": [name.text for name in absorb.names.all()],
        "mention_count": absorb.mentions.count(),
        "children": absorb.children.all(),
    }


@admin.register(Organization)
class OrganizationAdmin(OrganizationArchive, MergingAdmin, CountedAdmin):
    merging = Merging(
        title=_("Merge with another organization"),
        absorb_label=_("Organization to absorb"),
        parted=_("%(name)s is an organization of its own again."),
        what_moves=_what_moves,
    )
    inlines = [OrganizationNameInline, InterestInline]
    list_display = ["named", "kind", "country", "article_count"]
    list_filter = ["kind", DoubleNameFilter]
    search_fields = ["name", "names__text"]
    search_help_text = _("Any of its names")
    autocomplete_fields = ["parent", "logo"]
    fieldsets = [
        (None, {"fields": ["name", "distinguished_by", "kind", "description"]}),
        (_("Card"), {"fields": ["country", "website", "wikidata_id", "parent", "logo"]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Organization], search_term: str
    ) -> tuple[QuerySet[Organization], bool]:
        """Find the organizations whose names contain every word, reading the whole table at most
        once."""
        for word in search_term.split():
            named = OrganizationName.objects.filter(text__icontains=word).values("organization")
            queryset = queryset.filter(Q(name__icontains=word) | Q(pk__in=named))
        return queryset, False

    def save_model(self, request: HttpRequest, obj: Organization, form: Any, change: bool) -> None:
        publishing.save_organization(organization=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        publishing.keep_former_names(form.instance)
        self.offer_backfill(request, form.instance)

    @admin.display(description=_("published pieces"), ordering="article_count")
    def article_count(self, obj: Organization) -> int:
        return obj.article_count

    def view_on_site(self, obj: Organization) -> str | None:
        return obj.get_absolute_url()
