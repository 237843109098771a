"""A page cache before an application of a test, and a request to it."""

from __future__ import annotations

from articles.page_cache.wsgi import PageCache
from articles.site.parameters import PARAMETERS

ARTICLE = "/articoli/il-titolo/"


def answer_of(body: str = "Testo", **headers: str) -> tuple[str, list, bytes]:
    all_headers = {"Content-Type": "text/html", "Cache-Control": "public, no-cache", **headers}
    return (
        "200 OK",
        [(name.replace("_", "-"), value) for name, value in all_headers.items()],
        body.encode(),
    )


def front_before(answer, *, size: int = 1_000_000, shared=None) -> PageCache:
    """A front before an application that answers what `answer(environ)` gives."""

    def application(environ, start_response):
        status, headers, body = answer(environ)
        start_response(status, headers)
        return [body]

    return PageCache(application, build="test", parameters=PARAMETERS, size=size, shared=shared)


def ask(front: PageCache, path: str = "/", query: str = "", **headers: str):
    """Status, headers and body of an answer."""
    started: list = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query,
        "wsgi.url_scheme": "http", "HTTP_HOST": "testserver", **headers,
    }  # fmt: skip
    body = b"".join(front(environ, lambda *given: started.extend(given)))
    return started[0], dict(started[1]), body
