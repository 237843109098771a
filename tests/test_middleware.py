"""Requests through the paper's middleware."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from articles.middleware import ReadersMiddleware


def test_unnamed_route_is_served():
    """A route such as the one by which `make demo` serves the pictures."""

    def give(request: HttpRequest) -> HttpResponse:
        request.resolver_match = ResolverMatch(give, (), {"path": "pictures/porta.webp"})
        return HttpResponse("una fotografia")

    answer = ReadersMiddleware(give)(RequestFactory().get("/media/pictures/porta.webp"))
    assert answer.status_code == 200
    assert answer.headers["Surrogate-Key"] == "paper"
