"""What of a request a page may depend on. Everything else is taken away before the page is made, so
that no header and no parameter that nobody reads gets into what others are served."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.utils.http import parse_etags

Environ = dict[str, Any]

#: Where each request is answered on its own.
_NOT_PAGES = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)
#: The headers that reach the making of a page: of whom it is asked, how, and by whom (the API
#: counts them). Whoever adds one that changes pages adds it to the key of the page too.
_HEADERS = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_REQUEST_ID"}
_MOST_PARAMETERS = 40


def is_cacheable(environ: Environ) -> bool:
    """Whether a reader asks for something that all readers get alike. Who is logged in does not:
    they may see what others do not."""
    return (
        environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        and not environ["PATH_INFO"].startswith(_NOT_PAGES)
        and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
    )


def scheme_of(environ: Environ) -> str:
    """http or https, by who is trusted to say."""
    if settings.SECURE_PROXY_SSL_HEADER:
        return environ.get(settings.SECURE_PROXY_SSL_HEADER[0], "")
    return environ["wsgi.url_scheme"]


def page_environ(environ: Environ, query: str) -> Environ:
    """The request as the making of a page gets it."""
    kept = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") or name in _HEADERS
    }
    return {**kept, "REQUEST_METHOD": "GET", "QUERY_STRING": query}


@lru_cache(maxsize=1024)
def significant_query(query: str, parameters: frozenset[str]) -> str:
    """A query string with the parameters that some page reads, in an order of their own; those
    that follow readers about (utm_source and its like), what is made up, and what comes after more
    of them than any page reads, are gone."""
    some = "&".join(query.split("&", _MOST_PARAMETERS)[:_MOST_PARAMETERS])
    pairs = parse_qsl(some, keep_blank_values=True)
    known = [(name, value) for name, value in pairs if name in parameters]
    return urlencode(sorted(known, key=lambda pair: pair[0]))


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """The encoding that suits an Accept-Encoding best: br, gzip, or none (RFC 9110, 12.5.3)."""
    wanted = set()
    for part in accepted.lower().split(","):
        coding, _, weight = part.replace(" ", "").partition(";q=")
        if weight.strip("0.") or not weight:
            wanted.add(coding)
    return next((coding for coding in ("br", "gzip") if coding in wanted), "")


def is_not_modified(environ: Environ, validators: list[tuple[str, str]]) -> bool:
    """Whether who asks has what would be sent: by its mark where they name one, or else by its
    time, which must be just the same, because clocks may be set back."""
    named = environ.get("HTTP_IF_NONE_MATCH")
    if named is None:
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return since is not None and ("Last-Modified", since) in validators
    etag = dict(validators)["ETag"]
    return named == etag or etag.removeprefix("W/") in (
        mark.removeprefix("W/") for mark in parse_etags(named)
    )
