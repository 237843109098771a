"""Two organisations made one, from the page of the one that stays; undone from its history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.widgets import NamedModelChoiceField, OneAutocomplete
from articles.models import Organization


class MergeForm(forms.Form):
    absorb = NamedModelChoiceField(
        label=gettext_lazy("Organization to absorb"), queryset=Organization.objects.all()
    )

    def __init__(
        self, *args: Any, keep: Organization, site: admin.AdminSite, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["absorb"]
        field.queryset = Organization.objects.exclude(pk=keep.pk)
        relation = Organization._meta.get_field("parent")
        field.widget = OneAutocomplete(relation, site, choices=field.choices)


class OrganizationMerging(admin.ModelAdmin):
    object_history_template = "admin/articles/organization/history.html"

    def get_urls(self) -> list[URLPattern]:
        merge = path(
            "<path:object_id>/merge/",
            self.admin_site.admin_view(self.merge_view),
            name="articles_organization_merge",
        )
        return [merge, *super().get_urls()]

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Choose, look at what will move, and say yes."""
        keep = self.get_object(request, unquote(object_id))
        if keep is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not publishing.may_merge(request.user):
            raise PermissionDenied
        if request.POST.get("_act") == "undo":
            return self._undo(request, keep)
        form = MergeForm(request.POST or None, keep=keep, site=self.admin_site)
        absorb = form.cleaned_data["absorb"] if form.is_valid() else None
        if absorb is not None and request.POST.get("_act") == "merge":
            publishing.merge_organizations(keep=keep, absorb=absorb, by=request.user)
            message = _("%(absorbed)s is now one with %(kept)s.") % {
                "absorbed": absorb.name,
                "kept": keep.name,
            }
            self.log_change(request, keep, message)
            self.message_user(request, message, messages.SUCCESS)
            return HttpResponseRedirect(
                reverse("admin:articles_organization_change", args=[keep.pk])
            )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge with another organization"),
            "organization": keep,
            "back": reverse("admin:articles_organization_change", args=[keep.pk]),
            "form": form,
            "media": self.media + form.media,
            "absorb": absorb,
            "names": [name.text for name in absorb.names.all()] if absorb else [],
            "mention_count": absorb.mentions.count() if absorb else 0,
            "children": absorb.children.all() if absorb else [],
        }
        return TemplateResponse(request, "admin/articles/organization/merge.html", context)

    def _undo(self, request: HttpRequest, keep: Organization) -> HttpResponse:
        key = request.POST.get("merge", "")
        merge = keep.merges.filter(pk=key).first() if key.isdecimal() else None
        if merge is None:
            raise PermissionDenied
        try:
            organization = publishing.undo_merge(merge, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            message = _("%(name)s is an organization of its own again.") % {
                "name": organization.name
            }
            self.log_change(request, keep, message)
            self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_organization_history", args=[keep.pk]))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        keep = self.get_object(request, unquote(object_id))
        merges = [merge for merge in keep.merges.all() if merge.can_be_undone] if keep else []
        context = {
            "merges": merges if publishing.may_merge(request.user) else [],
            "merge_url": reverse("admin:articles_organization_merge", args=[object_id]),
            **(extra_context or {}),
        }
        return super().history_view(request, object_id, context)
