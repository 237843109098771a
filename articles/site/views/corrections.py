"""The corrections page, and the page of a rectification."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.db.routes import path_to
from articles.formats.corrections_log import notices
from articles.formats.page_metadata import Step, listing_metadata
from articles.formats.schema_org import absolute
from articles.models import Organization, Rectification
from articles.site.cursors import ENTRY
from articles.site.views.errors import gone

PAGE_SIZE = 30
PARAMETERS = BEFORE, ABOUT = "prima", "organizzazione"


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """Show all corrections, the newest first, including those that a later one replaced; or only
    those on an organization."""
    cursor = request.GET.get(BEFORE)
    organization = None
    if slug := request.GET.get(ABOUT, "").replace("\x00", ""):
        organization = get_object_or_404(Organization.objects.with_published_articles(), slug=slug)
    before = ENTRY.decode(cursor) if cursor is not None else None
    found = notices(PAGE_SIZE + 1, before=before, organization=organization)
    if before and not found:
        raise Http404
    shown = found[:PAGE_SIZE]
    about = {ABOUT: organization.slug} if organization else {}
    query = {**about, **({BEFORE: cursor} if cursor else {})}
    description = _("What %(paper)s corrected, and what it was asked to rectify.")
    name, path = corrections_step()
    title = _("%(name)s on %(organization)s") % {"name": name, "organization": organization}
    context = {
        "head": listing_metadata(
            title if organization else name,
            description % {"paper": settings.PAPER_NAME},
            path,
            query=f"?{urlencode(query)}" if query else "",
            feed=path_to("articles:correction_feed"),
        ),
        "notices": shown,
        "organization": organization,
        "is_first": before is None,
        "first": f"?{urlencode(about)}" if about else "",
        "older": f"?{urlencode({**about, BEFORE: ENTRY.encode(*shown[-1].key)})}"
        if len(found) > PAGE_SIZE
        else "",
    }
    return render(request, "articles/correction_list.html", context)


@require_safe
def rectification(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published rectification, word for word; answer 410 where readers no longer see its
    article."""
    printed = Rectification.objects.printed().select_related("article")
    row = get_object_or_404(printed, slug=slug)
    if not row.article.is_public:
        return gone(request)
    title = _("Rectification by %(name)s") % {"name": row.sender}
    words = {"name": row.sender, "headline": row.article.headline}
    description = _("What %(name)s asked to publish on “%(headline)s”.") % words
    about = {"@id": f"{absolute(row.article.get_absolute_url())}#articolo"}
    head = listing_metadata(
        title,
        description,
        row.get_absolute_url(),
        kind="WebPage",
        steps=[corrections_step()],
        about=about,
    )
    context = {"head": head, "rectification": row, "title": title}
    response = render(request, "articles/rectification.html", context)
    if row.article.is_unindexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def corrections_step() -> Step:
    return _("Corrections"), path_to("articles:correction_list")
