"""Former addresses lead to the present ones."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.models import FormerAddress

KEPT_FOR = 3600  # seconds

GetResponse = Callable[[HttpRequest], HttpResponse]


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
