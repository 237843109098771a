"""Sitemaps for search engines: an index of bounded parts, the news of two days, and robots.txt.

The rules are those of https://www.sitemaps.org/protocol.html,
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap and RFC 9309.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.db.date_fields import FIRST_YEAR_OF_TIMES
from articles.db.routes import path_of
from articles.formats.schema_org import absolute
from articles.models import (
    Article,
    Author,
    MonthCounter,
    Organization,
    Person,
    Rectification,
    Section,
    Series,
    Tag,
    article_path,
    marked_headline,
)
from articles.text.characters import for_xml
from articles.text.dates import month_span

XML = "application/xml; charset=utf-8"
MOST_URLS = 50_000  # in one part, by the protocol
ORGANIZATIONS = 10_000  # in one part
NEWS_SPAN = dt.timedelta(hours=48)
MOST_NEWS = 1000

#: The crawlers that gather texts to train models, by the names they give themselves. Those of
#: search engines are not among them.
AI_CRAWLERS = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "meta-externalagent",
    "omgili",
    "PerplexityBot",
    "Timpibot",
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return the index of the parts: one for each month, so that a past month seldom changes."""
    organizations = Organization.objects.with_published_articles().count()
    parts = [reverse("articles:sitemap_pages")]
    parts += [
        reverse("articles:sitemap_organizations", args=[number])
        for number in range(1, -(-organizations // ORGANIZATIONS) + 1)
    ]
    parts += [
        reverse("articles:sitemap_month", args=[day.year, day.month])
        for day, _count in reversed(MonthCounter.objects.come().per_month())
        if day.year >= FIRST_YEAR_OF_TIMES
    ]
    context = {"parts": [absolute(part) for part in parts]}
    return _xml(request, "articles/sitemap_index.xml", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    start, end = month_span(year, month)
    articles = Article.objects.published_between(start, end).first_here().indexable().newest_first()
    rows = articles.values_list("slug", "published_at", "updated_at")[:MOST_URLS]
    urls = [
        (absolute(article_path(slug)), updated or published) for slug, published, updated in rows
    ]
    return _part(request, urls)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Return the sitemap of the pages that are neither articles nor dossiers."""
    names = (
        *("front", "article_list", "organization_list", "author_list", "search"),
        *("correction_list", "colophon", "person_list"),
    )
    paths = [reverse(f"articles:{name}") for name in names]
    if series := [row.get_absolute_url() for row in Series.objects.newest_first()[:MOST_URLS]]:
        paths += [reverse("articles:series_list"), *series]
    for rows in (
        Rectification.objects.published().indexable().newest_first(),
        Person.objects.with_published_quotations().indexable().order_by("pk"),
        Section.objects.with_articles(),
        Author.objects.with_published_articles().order_by("pk"),
        Tag.objects.with_published_articles().order_by("pk"),
    ):
        paths += [row.get_absolute_url() for row in rows[:MOST_URLS]]
    return _part(request, [(absolute(path), None) for path in paths[:MOST_URLS]])


@require_safe
def organizations(request: HttpRequest, number: int) -> HttpResponse:
    start = (number - 1) * ORGANIZATIONS
    covered = Organization.objects.with_published_articles().order_by("pk")
    rows = covered.values_list("slug", "last_article_at")[start : start + ORGANIZATIONS]
    urls = [(absolute(path_of("articles:organization", slug)), last) for slug, last in rows]
    return _part(request, urls)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    since = timezone.now() - NEWS_SPAN
    recent = Article.objects.published().filter(published_at__gte=since).first_here().indexable()
    names = "slug", "published_at", "language", "headline", "kind", "sponsor"
    rows = recent.newest_first().values_list(*names)
    context = {
        "articles": [
            (absolute(article_path(slug)), marked_headline(*title), published, language)
            for slug, published, language, *title in rows[:MOST_NEWS]
        ],
        "name": settings.PAPER_NAME,
    }
    return _xml(request, "articles/sitemap_news.xml", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {
        "refused": () if settings.AI_CRAWLERS else AI_CRAWLERS,
        "sitemaps": [absolute(reverse(f"articles:{name}")) for name in ("sitemap", "sitemap_news")],
    }
    kind = "text/plain; charset=utf-8"
    return render(request, "articles/robots.txt", context, content_type=kind)


def _part(request: HttpRequest, urls: list[tuple[str, dt.datetime | None]]) -> HttpResponse:
    """Return a part of the sitemap. Raises Http404 where it would be empty."""
    if not urls:
        raise Http404
    return _xml(request, "articles/sitemap.xml", {"urls": urls})


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render XML, leaving out the characters that it forbids, which a row may contain."""
    text = for_xml(render_to_string(template, context, request))
    return HttpResponse(text, content_type=XML)
