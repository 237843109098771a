"""Merging of two rows into one, from the page of the row that stays; undone from its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.subjects import NamedAdmin, page_of
from articles.admin.widgets import NamedModelChoiceField, OneAutocomplete
from articles.db.numbers import whole_number
from articles.models.unique_names import OneName

Row = TypeVar("Row", bound=OneName)


class MergeForm(forms.Form):
    absorb = NamedModelChoiceField(queryset=None)

    def __init__(
        self, *args: Any, keep: OneName, label: str | Promise, site: admin.AdminSite, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["absorb"]
        field.label = label
        field.queryset = type(keep).objects.exclude(pk=keep.pk)
        relation = keep.merges.field
        field.widget = OneAutocomplete(relation, site, choices=field.choices)


@dataclass(frozen=True)
class Merging(Generic[Row]):
    """The texts of a merge at the desk: the title of the page, the label of the choice, and the
    message when the two rows are `parted` again. `what_moves` takes the row that stays and the one
    that goes, and returns the context in which the page's template tells of them before the
    merge."""

    title: str | Promise
    absorb_label: str | Promise
    parted: str | Promise
    what_moves: Callable[[Row, Row], dict[str, Any]]


class MergingAdmin(NamedAdmin):
    """Pages of rows that can be merged. The page says what moves: its template has the words."""

    object_history_template = "admin/merge_history.html"
    merging: Merging

    def get_urls(self) -> list[URLPattern]:
        merge = path(
            "<path:object_id>/merge/",
            self.admin_site.admin_view(self.merge_view),
            name=f"articles_{self.opts.model_name}_merge",
        )
        return [merge, *super().get_urls()]

    def merge_url(self, request: HttpRequest, row: OneName | None) -> str:
        """Return the address where a row is merged with another; empty if this person may not
        merge."""
        if row is None or not publishing.may_merge(request.user, self.model):
            return ""
        return merge_page_of(row)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: OneName | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        context["merge_url"] = self.merge_url(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the choice of a row to absorb, then what will move; POST merges the two, or undoes a
        merge."""
        keep = self.get_object(request, unquote(object_id))
        if keep is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not publishing.may_merge(request.user, self.model):
            raise PermissionDenied
        if request.POST.get("_act") == "undo":
            return self._undo(request, keep)
        data = request.POST or (request.GET if "absorb" in request.GET else None)
        form = MergeForm(data, keep=keep, label=self.merging.absorb_label, site=self.admin_site)
        absorb = form.cleaned_data["absorb"] if form.is_valid() else None
        if absorb is not None and request.POST.get("_act") == "merge":
            return self._merge(request, keep, absorb)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.merging.title,
            "keep": keep,
            "back": page_of(keep),
            "form": form,
            "media": self.media + form.media,
            "absorb": absorb,
            **(self.merging.what_moves(keep, absorb) if absorb else {}),
        }
        template = f"admin/articles/{self.opts.model_name}/merge.html"
        return TemplateResponse(request, template, context)

    def _merge(self, request: HttpRequest, keep: OneName, absorb: OneName) -> HttpResponse:
        words = {"absorbed": absorb.desk_name, "kept": keep.desk_name}
        try:
            publishing.merge(keep=keep, absorb=absorb, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = _("%(absorbed)s is now one with %(kept)s.") % words
            self.log_change(request, keep, text)
            messages.success(request, text)
        return HttpResponseRedirect(page_of(keep))

    def _undo(self, request: HttpRequest, keep: OneName) -> HttpResponse:
        merge = keep.merges.filter(pk=whole_number(request.POST.get("merge"))).first()
        if merge is None:
            raise PermissionDenied
        try:
            row = publishing.undo_merge(merge, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = str(self.merging.parted) % {"name": row.desk_name}
            self.log_change(request, keep, text)
            messages.success(request, text)
        history = f"admin:articles_{self.opts.model_name}_history"
        return HttpResponseRedirect(reverse(history, args=[keep.pk]))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        keep = self.get_object(request, unquote(object_id))
        url = self.merge_url(request, keep)
        context = {
            "merges": [each for each in keep.merges.all() if each.can_be_undone] if url else [],
            "merge_url": url,
            **(extra_context or {}),
        }
        return super().history_view(request, object_id, context)


def merge_page_of(row: OneName, absorb: OneName | None = None) -> str:
    """Return the address where a row is merged with another, which may be chosen already."""
    page = reverse(f"admin:articles_{row._meta.model_name}_merge", args=[row.pk])
    return f"{page}?absorb={absorb.pk}" if absorb else page
