"""The archive: all the articles, the newest first, and those of a year or a month."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import DateTimeField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.db.date_fields import FIRST_YEAR_OF_TIMES
from articles.db.routes import path_to
from articles.delivery.edition import EditionCache
from articles.formats.page_metadata import Step, listing_metadata
from articles.models import Article, MonthCounter
from articles.querysets import Slot
from articles.site.layout import LAYOUT
from articles.site.paging import Listing, listing_html
from articles.text.dates import format_month, month_span

ARCHIVE = Listing(Article.objects.all)
MONTH = Listing(lambda: Article.objects.filter(published_at__gte=Slot("start", DateTimeField())))


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    page = ARCHIVE.page(request)
    name, path = _archive()
    description = _("All the pieces of %(paper)s, the newest first.")
    words = description % {"paper": settings.PAPER_NAME}
    head = listing_metadata(name, words, path, page.articles, query=page.query, feed="/feed/")
    layout = LAYOUT.current()
    parts = {
        "head": layout.head(head),
        "listing": listing_html(page, empty=_("No piece yet.")),
        "years": YEAR_LIST.current(),
    }
    whole = layout.filled("articles/article_list.html", title=name, **parts)
    return HttpResponse(whole)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the months of a year, each with its number of articles."""
    years = YEARS.current()
    if year not in years:
        raise Http404
    begins, ends = month_span(year, 1)[0], month_span(year, 12)[1]
    months = MonthCounter.objects.come().filter(moment__gte=begins, moment__lt=ends).per_month()
    words = {"year": year, "paper": settings.PAPER_NAME}
    description = _("What %(paper)s published in %(year)d, month by month.") % words
    head = listing_metadata(str(year), description, request.path, steps=[_archive()])
    context = {
        "head": head,
        "year": year,
        "years": years,
        "months": months,
        "most": max((count for _month, count in months), default=0),
        "total": sum(count for _month, count in months),
    }
    return render(request, "articles/year.html", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    start, end = month_span(year, month)
    page = MONTH.page(request, until=end - dt.timedelta(seconds=1), start=start)
    if not page.articles:
        raise Http404
    name = format_month(start)
    words = {"month": name, "paper": settings.PAPER_NAME}
    head = listing_metadata(
        capfirst(name),
        _("What %(paper)s published in %(month)s.") % words,
        request.path,
        page.articles,
        query=page.query,
        steps=[_archive(), (str(year), reverse("articles:year", args=[year]))],
    )
    before, after = Article.objects.dated_around(start, end)
    context = {
        "head": head,
        "page": page,
        "month": start,
        "month_before": _local(before),
        "month_after": _local(after),
    }
    return render(request, "articles/month.html", context)


def _archive() -> Step:
    return _("Archive"), path_to("articles:article_list")


def _local(moment: dt.datetime | None) -> dt.datetime | None:
    return timezone.localtime(moment) if moment else None


def _years() -> list[int]:
    """Return the years in which the paper published something, the latest first."""
    first, last = Article.objects.first_and_last()
    if first is None:
        return []
    years = range(
        # An article stored with an impossible year must not break the list for the others.
        max(timezone.localtime(first).year, FIRST_YEAR_OF_TIMES),
        timezone.localtime(last).year + 1,
    )
    return list(reversed(years))


YEARS = EditionCache(_years)
YEAR_LIST = EditionCache(lambda: render_to_string("articles/_years.html", {"years": _years()}))
