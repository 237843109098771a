"""“The mirror”: whom the paper writes about and quotes, with every figure leading to its list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.coverage.report import SOURCES, CoverageReport, Scope, csv_rows
from articles.formats.spreadsheets import csv_table
from articles.models import Author, Organization, Person

_USUAL_DAYS = 365
_PAGE = 50
_FIRST_DAY, _LAST_DAY = dt.date(1600, 1, 1), dt.date(2999, 12, 31)
_SUBJECTS = {"organization": Organization, "author": Author, "person": Person}


def _day(**kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=False, widget=widget, **kwargs)


class PeriodForm(forms.Form):
    since = _day(label=gettext_lazy("From"))
    until = _day(label=gettext_lazy("To"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        today = timezone.localdate()
        until = min(max(cleaned.get("until") or today, _FIRST_DAY), _LAST_DAY)
        usual = until - dt.timedelta(days=_USUAL_DAYS)
        since = min(max(cleaned.get("since") or usual, _FIRST_DAY), _LAST_DAY)
        if since > until:
            raise ValidationError(_("The period ends before it begins."))
        return {"since": since, "until": until}


def scope_of(asked: Mapping[str, str]) -> tuple[Scope, list[str]]:
    """What is asked for, and what of it makes no sense, in words. 404 for somebody who is not
    there."""
    form = PeriodForm({name: asked.get(name, "") for name in ("since", "until")})
    wrong = [] if form.is_valid() else [text for texts in form.errors.values() for text in texts]
    today = timezone.localdate()
    usual = {"since": today - dt.timedelta(days=_USUAL_DAYS), "until": today}
    chosen: dict[str, Any] = {}
    for name, model in _SUBJECTS.items():
        if slug := asked.get(name, "").replace("\x00", ""):
            chosen[name] = model.objects.filter(slug=slug).first()
            if chosen[name] is None:
                raise Http404
    source = asked.get("source", "")
    if source and source not in SOURCES:
        raise Http404
    return Scope(**(usual if wrong else form.cleaned_data), **chosen, source=source), wrong


class CoveragePages(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        pages = {
            "mirror": self.coverage_view,
            "mirror/pieces": self.coverage_articles_view,
            "mirror/quotations": self.coverage_quotations_view,
        }
        return [
            path(
                f"{address}/",
                self.admin_site.admin_view(view),
                name=f"articles_article_{address.replace('/', '_')}",
            )
            for address, view in pages.items()
        ] + super().get_urls()

    def _coverage_scope(self, request: HttpRequest) -> Scope:
        if not self.has_view_permission(request):
            raise PermissionDenied
        scope, wrong = scope_of(request.GET)
        for text in wrong:
            messages.warning(request, text)
        return scope

    def coverage_view(self, request: HttpRequest) -> HttpResponse:
        """The figures; as a spreadsheet, one table of them."""
        scope = self._coverage_scope(request)
        if key := request.GET.get("csv", ""):
            return self._coverage_table(scope, key)
        report = CoverageReport(scope)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("The mirror"),
            "scope": scope,
            "report": report,
            "timeline": report.timeline,
        }
        return TemplateResponse(request, "admin/articles/article/mirror.html", context)

    def _coverage_table(self, scope: Scope, key: str) -> HttpResponse:
        try:
            table = CoverageReport.whole(scope).table(key)
        except KeyError:
            raise Http404 from None
        head, rows = csv_rows(table)
        response = HttpResponse(csv_table(head, rows), content_type="text/csv; charset=utf-8")
        name = f"specchio-{key}-{scope.since}-{scope.until}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def coverage_articles_view(self, request: HttpRequest) -> HttpResponse:
        scope = self._coverage_scope(request)
        articles = scope.articles.newest_first().select_related("section")
        return self._coverage_list(request, scope, _("Pieces"), "articles", articles)

    def coverage_quotations_view(self, request: HttpRequest) -> HttpResponse:
        scope = self._coverage_scope(request)
        said = scope.quotations.newest_first().select_related("article", "person", "organization")
        return self._coverage_list(request, scope, _("Quotations"), "quotations", said)

    def _coverage_list(
        self, request: HttpRequest, scope: Scope, title: str, name: str, rows: QuerySet
    ) -> HttpResponse:
        page = Paginator(rows, _PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "scope": scope,
            "page": page,
            name: page,
        }
        return TemplateResponse(request, "admin/articles/article/mirror_list.html", context)
