"""Parts of a request on which a page may depend. Everything else is removed before the page is
made, so that no header and no parameter unknown to the pages can change what others are served."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.utils.http import parse_etags

Environ = dict[str, Any]

#: Addresses at which each request is answered on its own.
_UNCACHED_PATHS = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)
#: The headers passed on to the making of a page: host, scheme, client (the API counts its requests)
#: and id of the request. A new one that changes pages must be added to their key too.
_HEADERS = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_REQUEST_ID"}
_MOST_PARAMETERS = 40


def is_cacheable(environ: Environ) -> bool:
    """Return True if the request is for a page that all readers get alike. A person who is logged
    in is served anew each time, because they may see what others do not."""
    return (
        environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        and not environ["PATH_INFO"].startswith(_UNCACHED_PATHS)
        and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
    )


def scheme_of(environ: Environ) -> str:
    """Return the request's scheme, http or https: from the header of a trusted proxy (empty if it
    is missing), or from the server if no proxy is trusted."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return environ.get(settings.SECURE_PROXY_SSL_HEADER[0], "")
    return environ["wsgi.url_scheme"]


def page_environ(environ: Environ, query: str) -> Environ:
    """Return the request as it is passed on to the application that makes the page."""
    variables = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") or name in _HEADERS
    }
    return {**variables, "REQUEST_METHOD": "GET", "QUERY_STRING": query}


@lru_cache(maxsize=1024)
def significant_query(query: str, parameters: frozenset[str]) -> str:
    """Return a query string with only the parameters that some page reads, sorted by name. Those
    that follow readers about (utm_source and the like), invented ones, and any beyond the first
    `_MOST_PARAMETERS` are removed."""
    some = "&".join(query.split("&", _MOST_PARAMETERS)[:_MOST_PARAMETERS])
    pairs = parse_qsl(some, keep_blank_values=True)
    known = [(name, value) for name, value in pairs if name in parameters]
    return urlencode(sorted(known, key=lambda pair: pair[0]))


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """Return the best encoding that an Accept-Encoding header allows: br, gzip, or an empty string
    for none (RFC 9110, 12.5.3)."""
    wanted = set()
    for part in accepted.lower().split(","):
        coding, _, weight = part.replace(" ", "").partition(";q=")
        if weight.strip("0.") or not weight:
            wanted.add(coding)
    return next((coding for coding in ("br", "gzip") if coding in wanted), "")


def is_not_modified(environ: Environ, validators: list[tuple[str, str]]) -> bool:
    """Return True if the client already has the page that would be sent: by its ETag if the request
    names any, or else by its date, which must be exactly equal, because clocks may be set back."""
    named = environ.get("HTTP_IF_NONE_MATCH")
    if named is None:
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return since is not None and ("Last-Modified", since) in validators
    etag = dict(validators)["ETag"]
    return named == etag or etag.removeprefix("W/") in (
        mark.removeprefix("W/") for mark in parse_etags(named)
    )
