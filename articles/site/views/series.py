"""The list of series, and the page of each."""

from __future__ import annotations

from django.conf import settings
from django.db.models import IntegerField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.db.routes import path_to
from articles.formats.page_metadata import Step, listing_metadata, series_metadata
from articles.models import Series, SeriesPart
from articles.querysets import NOW, PreparedQuery, Slot
from articles.site.listings import ROW, list_items_of

_PARTS = PreparedQuery(
    lambda: (
        SeriesPart.objects.filter(series=Slot("series", IntegerField()))
        .published(now=NOW)
        .in_order()
        .values_list(*(f"article__{name}" for name in ROW))
    )
)


@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    """Show the series, that with the latest part first."""
    name, path = _series_list()
    description = _("The series of %(paper)s.") % {"paper": settings.PAPER_NAME}
    context = {
        "head": listing_metadata(name, description, path),
        "all_series": Series.objects.newest_first(),
    }
    return render(request, "articles/series_list.html", context)


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the parts of a series, in their order; answer 404 while none is public, so that it
    reveals nothing."""
    row = get_object_or_404(Series.objects.with_published_articles(), slug=slug)
    parts = list_items_of(_PARTS(series=row.pk, now=timezone.now()))
    head = series_metadata(row, parts, step=_series_list())
    return render(request, "articles/series.html", {"head": head, "series": row, "parts": parts})


def _series_list() -> Step:
    return _("The series"), path_to("articles:series_list")
