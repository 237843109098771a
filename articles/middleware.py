"""Middleware for all responses to readers, and Django's own middleware limited to the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.middleware.gzip import GZipMiddleware
from django_permissions_policy import PermissionsPolicyMiddleware

from articles.access.desk import DESK, is_for_the_desk
from articles.db import replicas
from articles.delivery.cache_control import FOR_ALL, FOR_NETWORKS, FOR_ONE
from articles.models import FormerAddress
from articles.ops.logs import REQUEST_ID, request_id_of
from articles.site.mistyped_addresses import meant_by, tidied

GetResponse = Callable[[HttpRequest], HttpResponse]

REDIRECT_MAX_AGE = 3600  # seconds
_TECHNICAL = {404, 500}  # Django's debug pages, which run scripts


#: What the frames of others may do on a page that has some: play protected media, and fill the
#: screen when the reader asks for it.
_OF_FRAMES = re.compile(r"\b(encrypted-media|fullscreen|picture-in-picture)=\([^)]*\)")


@lru_cache  # of each set of frames that pages have shown lately
def readers_policy(frames: tuple[str, ...] = ()) -> str:
    """Return the Content-Security-Policy of readers' pages, which the settings make the same for
    all of them, but for the origins whose `frames` a page shows."""
    return build_policy(update={"frame-src": list(frames)} if frames else None)


class RequestMiddleware:
    """Middleware that gives each request an id, by which the log and the person who reports an
    error refer to it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = request_id_of(request.META.get("HTTP_X_REQUEST_ID", ""))
        token = REQUEST_ID.set(name)
        try:
            response = self.get_response(request)
        finally:
            REQUEST_ID.reset(token)
        # A page that other readers get from a cache has no id of a request.
        if response.status_code >= 500 or is_for_the_desk(request):
            response.headers["X-Request-ID"] = name
        return response


class ReplicaMiddleware:
    """Middleware that reads readers' pages from the replica and, where it does not answer, once
    more from the primary database."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_for_the_desk(request):
            return self.get_response(request)
        with replicas.for_readers():
            response = self.get_response(request)
            if response.status_code == 503 and replicas.leave_alone():
                response = self.get_response(request)
        return response


def frame_origins(response: HttpResponse) -> tuple[str, ...]:
    """Return the origins of the frames that a page shows (see `articles.site.article_page`)."""
    return getattr(response, "frame_origins", ())


class PermissionsMiddleware(PermissionsPolicyMiddleware):
    """Middleware that lets no page ask anything of a browser, except for the frames of others where
    a page shows some."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = super().__call__(request)
        if origins := frame_origins(response):
            allowed = " ".join(["self", *(f'"{origin}"' for origin in origins)])
            policy = response.headers["Permissions-Policy"]
            response.headers["Permissions-Policy"] = _OF_FRAMES.sub(rf"\1=({allowed})", policy)
        return response


class ReadersMiddleware:
    """Middleware that marks each response as common to all readers or as private to a person who is
    logged in and sees more. A network can purge a page by its surrogate keys: `paper`, the name of
    its route, and that name with the route's arguments, as in `article` and `article/il-titolo`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(DESK):
            return response
        if not (settings.DEBUG and response.status_code in _TECHNICAL):
            policy = readers_policy(frame_origins(response))
            response.headers.setdefault("Content-Security-Policy", policy)
        if is_for_the_desk(request):
            response.headers.setdefault("Cache-Control", FOR_ONE)
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = FOR_ALL
            response.headers["CDN-Cache-Control"] = FOR_NETWORKS
            if response.status_code == 200:
                response.headers["Surrogate-Key"] = _keys_of(request)
        return response


def _keys_of(request: HttpRequest) -> str:
    route = request.resolver_match
    keys = ["paper"]
    if route.url_name:  # files served by the development server have none
        keys.append(route.url_name)
    if route.url_name and route.kwargs:
        keys.append("/".join([route.url_name, *(str(each) for each in route.kwargs.values())]))
    return " ".join(keys)


def _present_address(path: str) -> str | None:
    """Return the page, its feed or its podcast, to which a former address leads, or the address
    that was meant by one copied out of a sentence; None where there is neither."""
    page, below = re.fullmatch(r"(.*?)((?:feed|podcast)/.*)?", path, re.DOTALL).groups("")
    tidy = tidied(page)
    target = FormerAddress.objects.target_of(page, tidy, tidy.lower())
    return f"{target}{below}" if target else meant_by(path)


class FormerAddressMiddleware:
    """Middleware that answers 301 where a page is not found and its address is a former one, or was
    copied out of a sentence (see `mistyped_addresses`). It makes two queries, and only for what
    would be a 404. An address with a NUL is refused at once, because PostgreSQL accepts none in a
    query."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        if request.path_info.startswith(DESK):
            return response
        target = _present_address(request.path_info)
        if not target:
            return response
        moved = HttpResponsePermanentRedirect(target)
        # Browsers would cache a 301 for ever; but a merge or a new name can be undone.
        moved.headers["Cache-Control"] = f"max-age={REDIRECT_MAX_AGE}"
        return moved


class _ForTheDesk:
    """A mixin for Django's middleware that lets readers' requests bypass it."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_for_the_desk(request):
            return super().__call__(request)
        return self.get_response(request)


class DeskPolicy(_ForTheDesk, CSPMiddleware):
    """The Content-Security-Policy of the desk, which may run its own scripts, and the inline import
    map of its pages by the nonce of the response. A preview may be shown in a frame of the desk."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponse, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(DESK):
            parts.replace = {**settings.DESK_POLICY, **(parts.replace or {})}
            if response.get("X-Frame-Options") == "SAMEORIGIN":
                parts.replace["frame-ancestors"] = [SELF]
        if frames := frame_origins(response):
            parts.update = {**(parts.update or {}), "frame-src": list(frames)}
        return parts


class DeskGZip(_ForTheDesk, GZipMiddleware):
    """Compression of what the desk gets, except for files that are sent in parts."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if "Accept-Ranges" in response.headers:
            return response
        return super().process_response(request, response)


class DeskSession(_ForTheDesk, SessionMiddleware):
    pass


class DeskAuthentication(_ForTheDesk, AuthenticationMiddleware):
    pass


class DeskMessages(_ForTheDesk, MessageMiddleware):
    pass
