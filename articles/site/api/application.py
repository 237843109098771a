"""The API itself, with its limit of requests and its responses to errors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation
from ninja.throttling import AnonRateThrottle

from articles.access.clients import client_network
from articles.site.api.endpoints import ROUTERS


class ClientThrottle(AnonRateThrottle):
    """A limit by client network, which ignores the forwarding headers that a client can invent."""

    def get_ident(self, request: HttpRequest) -> str:
        return client_network(request)


class PaperAPI(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the operation's id, which clients generated from the description use as a name. It
        keeps its original form, wherever the function is moved."""
        return f"articles_api_endpoints_{operation.view_func.__name__}"


api = PaperAPI(
    title=settings.PAPER_NAME,
    version="1",
    description="Read only: the articles, the organizations, the authors, as readers have them.",
    docs_url=None,
    openapi_url="/openapi.json",
    throttle=[ClientThrottle(settings.API_RATE)],
    urls_namespace="articles:api",
)


def _refuse_repeated_parameters(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse a request that repeats a parameter, of which otherwise the last value alone would
    count, silently."""

    @wraps(run)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        twice = [name for name, values in request.GET.lists() if len(values) > 1]
        return _invalid_parameters(request, twice) if twice else run(request, *args, **kwargs)

    return wrapped


api.add_decorator(_refuse_repeated_parameters, mode="view")
for router in ROUTERS:
    api.add_router("", router)


def _invalid_parameters(request: HttpRequest, names: list[str]) -> HttpResponse:
    """Answer 422 with the names of the parameters that make no sense."""
    detail = _("This makes no sense: %(names)s.") % {"names": ", ".join(names)}
    return api.create_response(request, {"detail": detail, "parameters": names}, status=422)


@api.exception_handler(ValidationError)
def explain_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _invalid_parameters(
        request, list(dict.fromkeys(str(one["loc"][-1]) for one in error.errors))
    )


@api.exception_handler(Http404)
def explain_absence(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": _("There is nothing here.")}, status=404)


def not_found(request: HttpRequest, rest: str = "") -> JsonResponse:
    """Answer 404 in the API's own form, for an address of no endpoint."""
    return JsonResponse({"detail": _("There is nothing here."), "parameters": []}, status=404)


def parameters() -> set[str]:
    """Return the names of all the query parameters of the API."""
    operations = (path["get"] for path in api.get_openapi_schema()["paths"].values())
    found = (one for operation in operations for one in operation.get("parameters", ()))
    return {one["name"] for one in found if one["in"] == "query"}
