"""Pages of the coverage report: the subjects written about and the people quoted, every figure with
its list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.articles.pages import render_page
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


def scope_of(query: Mapping[str, str]) -> tuple[Scope, list[str]]:
    """Return the scope that a query asks for, and the errors in it as sentences. Raises Http404 for
    an unknown subject or kind of source."""
    form = PeriodForm({name: query.get(name, "") for name in ("since", "until")})
    wrong = [] if form.is_valid() else [text for texts in form.errors.values() for text in texts]
    today = timezone.localdate()
    usual = {"since": today - dt.timedelta(days=_USUAL_DAYS), "until": today}
    chosen: dict[str, Any] = {}
    for name, model in _SUBJECTS.items():
        if slug := query.get(name, "").replace("\x00", ""):
            chosen[name] = model.objects.filter(slug=slug).first()
            if chosen[name] is None:
                raise Http404
    source = query.get("source", "")
    if source and source not in SOURCES:
        raise Http404
    return Scope(**(usual if wrong else form.cleaned_data), **chosen, source=source), wrong


def _scope(request: HttpRequest, model_admin: ModelAdmin) -> Scope:
    """Return the scope that a request asks for; errors in it are shown as messages."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    scope, wrong = scope_of(request.GET)
    for text in wrong:
        messages.warning(request, text)
    return scope


def coverage_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Show the figures, or one table of them as a spreadsheet (`?csv=`)."""
    scope = _scope(request, model_admin)
    if key := request.GET.get("csv", ""):
        return _table(scope, key)
    report = CoverageReport(scope)
    return render_page(
        request,
        model_admin,
        "coverage.html",
        title=_("The mirror"),
        scope=scope,
        report=report,
        timeline=report.timeline,
    )


def _table(scope: Scope, key: str) -> HttpResponse:
    """Return a table of the report as a CSV file. Raises Http404 if the report has no such
    table."""
    try:
        table = CoverageReport.whole(scope).table(key)
    except KeyError:
        raise Http404 from None
    head, rows = csv_rows(table)
    response = HttpResponse(csv_table(head, rows), content_type="text/csv; charset=utf-8")
    name = f"specchio-{key}-{scope.since}-{scope.until}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def articles_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """List the articles that a figure counts."""
    scope = _scope(request, model_admin)
    page = _page(request, scope.articles.newest_first().select_related("section"))
    return render_page(
        request,
        model_admin,
        "coverage_list.html",
        title=_("Pieces"),
        scope=scope,
        page=page,
        articles=page,
    )


def quotations_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """List the quotations that a figure counts."""
    scope = _scope(request, model_admin)
    quotations = scope.quotations.newest_first()
    page = _page(request, quotations.select_related("article", "person", "organization"))
    return render_page(
        request,
        model_admin,
        "coverage_list.html",
        title=_("Quotations"),
        scope=scope,
        page=page,
        quotations=page,
    )


def _page(request: HttpRequest, rows: QuerySet) -> Page:
    return Paginator(rows, _PAGE).get_page(request.GET.get("p"))
