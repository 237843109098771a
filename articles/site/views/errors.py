"""Error pages in the layout of the paper: bad request, not found, gone, refused, unavailable."""

import logging
import sys

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from articles.access.desk import DESK
from articles.models import Article
from articles.ops import outages
from articles.ops.logs import REQUEST_ID
from articles.site.layout import Layout

logger = logging.getLogger(__name__)

RETRY_AFTER = 30  # seconds


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, most often to a request for a host that is not the paper's. Nothing is read from
    the request, whose host cannot be trusted."""
    is_elsewhere = isinstance(exception, DisallowedHost)
    if is_elsewhere:
        logger.warning(
            "Somebody asked for %r, which is not among ALLOWED_HOSTS (%s). If it is a name of the "
            "paper, add it there; otherwise let the proxy refuse it.",
            request.META.get("HTTP_HOST", request.META.get("SERVER_NAME")),
            ", ".join(settings.ALLOWED_HOSTS),
        )
    context = {
        "paper_name": settings.PAPER_NAME,
        "site_url": settings.SITE_URL,
        "layout": Layout(sections=[]),
        "request_name": REQUEST_ID.get(),
        "is_elsewhere": is_elsewhere,
    }
    return HttpResponseBadRequest(render_to_string("400.html", context))


def gone(request: HttpRequest, article: Article | None = None) -> HttpResponse:
    """Answer 410; for a withdrawn article, with its headline, the day and the reason."""
    withdrawal = getattr(article, "withdrawal", None)
    context = {"article": article, "withdrawal": withdrawal}
    return render(request, "410.html", context, status=410)


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form with a wrong CSRF token. The log has the reason under the request id
    that the page shows, so that a person who did nothing wrong can ask."""
    return render(request, "403_csrf.html", {"request_name": REQUEST_ID.get()}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 where the machine has a passing problem (see `outages`), and 500 otherwise.
    Nothing is read from the database or the request: either may be the cause of the error."""
    error = sys.exc_info()[1]
    context = {
        "paper_name": settings.PAPER_NAME,
        "layout": Layout(sections=[]),
        "request_name": REQUEST_ID.get(),
        "is_desk": request.path_info.startswith(DESK),
        "is_full": outages.is_full(error),
        "is_read_only": outages.is_read_only(error),
    }
    if outages.is_outage(error):
        content = render_to_string("503.html", context)
        return HttpResponse(content, status=503, headers={"Retry-After": RETRY_AFTER})
    return HttpResponseServerError(render_to_string("500.html", context))
