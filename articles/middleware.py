"""What the answers to readers have in common: former addresses lead to the present ones, and what
has not changed is not sent again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_vary_headers

from articles.models import FormerAddress

KEPT_FOR = 3600  # seconds
_DESK = "/admin/"

GetResponse = Callable[[HttpRequest], HttpResponse]


class ReadersMiddleware:
    """Answers HEAD as GET, without the content, and tells caches to ask each time whether what
    they have is still so: a piece that was withdrawn is gone at the next request.

    It stands outside those that compress and compare: they look at GET alone, and a 304 must say
    what the whole answer would (RFC 9110, 15.4.5).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(_DESK):
            return self.get_response(request)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = self.get_response(request)
        if request.method == "GET":
            response.headers.setdefault("Cache-Control", "public, no-cache")
            patch_vary_headers(response, ["Accept-Encoding"])
        if is_head:
            request.method = "HEAD"
            length = response.headers.get("Content-Length")
            if not response.streaming:
                response.content = b""
            if length is not None:
                response.headers["Content-Length"] = length
        return response


class FormerAddressMiddleware:
    """Answers 301 where a page is not found and its address is a former one: one query, and
    only for what would be a 404."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        target = FormerAddress.objects.target_of(request.path_info)
        if not target:
            return response
        moved = HttpResponsePermanentRedirect(target)
        # Browsers would keep it for ever; but what was merged or renamed can be undone.
        moved.headers["Cache-Control"] = f"max-age={KEPT_FOR}"
        return moved
