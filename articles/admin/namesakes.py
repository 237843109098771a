"""“Double names”: rows with the same name as another, for a person to say whether they are one or
two."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.merging import MergingAdmin, merge_page_of
from articles.admin.subjects import page_of
from articles.models.unique_names import OneName
from articles.publishing import NAMED


@dataclass
class Pair:
    """A row that waits for a decision, and the `known` row that already has its name."""

    row: OneName
    known: OneName
    may_merge: bool

    @property
    def kind(self) -> str:
        return self.row._meta.model_name

    @property
    def label(self) -> str:
        return self.row._meta.verbose_name

    @property
    def row_page(self) -> str:
        return page_of(self.row)

    @property
    def known_page(self) -> str:
        return page_of(self.known)

    @property
    def merge_page(self) -> str:
        return merge_page_of(self.known, self.row) if self.may_merge else ""


class DoubleNames(MergingAdmin):
    """An admin with the page of double names: those of every model, and not of its own alone."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.doubles_view)
        return [path("doubles/", view, name="articles_tag_doubles"), *super().get_urls()]

    def doubles_view(self, request: HttpRequest) -> HttpResponse:
        """Show all the double names that this person may decide; POST keeps one pair apart."""
        models = [
            model
            for model in NAMED
            if request.user.has_perm(f"articles.change_{model._meta.model_name}")
        ]
        if not models:
            raise PermissionDenied
        pairs = [
            Pair(row, known, publishing.may_merge(request.user, type(row)))
            for row, known in publishing.doubles(models)
        ]
        if request.method == "POST":
            self._distinguish(request, pairs)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Double names"),
            "pairs": pairs,
        }
        return TemplateResponse(request, "admin/double_names.html", context)

    def _distinguish(self, request: HttpRequest, pairs: list[Pair]) -> None:
        wanted = request.POST.get("kind"), request.POST.get("key")
        pair = next((each for each in pairs if (each.kind, str(each.row.pk)) == wanted), None)
        if pair is None:
            messages.info(request, _("This was decided meanwhile."))
            return
        note = request.POST.get("distinguished_by", "")
        try:
            publishing.distinguish(row=pair.row, distinguished_by=note)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return
        text = _("Both stay: “%(one)s” and “%(other)s”.") % {
            "one": pair.known.desk_name,
            "other": pair.row.desk_name,
        }
        self.log_change(request, pair.row, text)
        messages.success(request, text)
