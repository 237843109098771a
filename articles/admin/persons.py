"""Those who are quoted: who they are, and two that are one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.subjects import CountedAdmin, FewRows, NamedAdmin
from articles.admin.widgets import DeskNames, NamedModelChoiceField, OneAutocomplete
from articles.models import Affiliation, Person, Quotation


class AffiliationInline(FewRows, DeskNames, admin.TabularInline):
    model = Affiliation
    extra = 0
    autocomplete_fields = ["organization"]
    fields = ["role", "organization", "first_day", "last_day"]


class MergeForm(forms.Form):
    absorb = NamedModelChoiceField(
        label=gettext_lazy("Person to absorb"), queryset=Person.objects.all()
    )

    def __init__(self, *args: Any, keep: Person, site: admin.AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["absorb"]
        field.queryset = Person.objects.exclude(pk=keep.pk)
        relation = Quotation._meta.get_field("person")
        field.widget = OneAutocomplete(relation, site, choices=field.choices)


@admin.register(Person)
class PersonAdmin(NamedAdmin, CountedAdmin):
    inlines = [AffiliationInline]
    change_form_template = "admin/articles/person/change_form.html"
    list_display = ["named", "description", "quotations_seen"]
    search_fields = ["name"]
    fields = ["name", "distinguished_by", "description", "wikidata_id", "slug"]

    def counted(self, rows: QuerySet[Person]) -> QuerySet[Person]:
        return rows.with_quotation_count()

    @admin.display(description=gettext_lazy("published quotations"), ordering="quotation_count")
    def quotations_seen(self, obj: Person) -> int:
        return obj.quotation_count

    def view_on_site(self, obj: Person) -> str | None:
        """Nobody is before readers without words that they see."""
        return obj.get_absolute_url() if Person.objects.covered().filter(pk=obj.pk) else None

    def get_urls(self) -> list[URLPattern]:
        merge = path(
            "<path:object_id>/merge/",
            self.admin_site.admin_view(self.merge_view),
            name="articles_person_merge",
        )
        return [merge, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        context["may_merge"] = publishing.may_merge_persons(request.user)
        return super().render_change_form(request, context, **kwargs)

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Choose, look at what will move, and say yes."""
        keep = self.get_object(request, unquote(object_id))
        if keep is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not publishing.may_merge_persons(request.user):
            raise PermissionDenied
        form = MergeForm(request.POST or None, keep=keep, site=self.admin_site)
        absorb = form.cleaned_data["absorb"] if form.is_valid() else None
        if absorb is not None and request.POST.get("_act") == "merge":
            words = {"absorbed": absorb.name, "kept": keep.name}
            try:
                publishing.merge_persons(keep=keep, absorb=absorb, by=request.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                text = _("%(absorbed)s is now one with %(kept)s.") % words
                self.log_change(request, keep, text)
                messages.success(request, text)
                address = reverse("admin:articles_person_change", args=[keep.pk])
                return HttpResponseRedirect(address)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge with another person"),
            "person": keep,
            "back": reverse("admin:articles_person_change", args=[keep.pk]),
            "form": form,
            "media": self.media + form.media,
            "absorb": absorb,
            "count": absorb.quotations.count() if absorb else 0,
        }
        return TemplateResponse(request, "admin/articles/person/merge.html", context)
