"""What is not there, is there no more, or went wrong: in the dress of the paper."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "410.html", status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    """Ask nothing of the database or of the request: either may be what went wrong."""
    context = {"paper_name": settings.PAPER_NAME, "paper_tagline": settings.PAPER_TAGLINE}
    return HttpResponseServerError(render_to_string("500.html", context))
