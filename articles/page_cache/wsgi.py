"""WSGI application of the page cache: readers' pages are served from it, and Django is asked for
those that it does not have yet.

It stands before Django and not among its middleware, because Django spends more on a request that
it hands straight back than all the work done here takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import BaseCache
from django.utils.http import http_date

from articles.delivery.cache_control import FOR_ALL
from articles.delivery.edition import WATCH, CurrentEdition, EditionUnknown
from articles.page_cache.cache_key import (
    Environ,
    best_encoding,
    is_cacheable,
    is_not_modified,
    page_environ,
    scheme_of,
    significant_query,
)
from articles.page_cache.store import Key, PageStore
from articles.page_cache.stored_page import Headers, StoredPage

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

#: Statuses that are cached: pages, and missing ones. A redirection costs nothing to make.
_CACHEABLE_STATUSES = ("200", "404", "410")
#: Headers that every page is given here, and not where it is made.
_OWN_HEADERS = {"content-length", "content-encoding", "etag", "last-modified", "vary"}
_VARY = ("Vary", "Accept-Encoding")
#: Two pages that threads of one process make at once take longer than one after the other; but a
#: request for a quick one does not wait for a slow one any longer than this (seconds).
_TURN_TIMEOUT = 0.05
#: The header by which our own proxy, which passes it to nobody, keeps a page for a second: this
#: spares us nearly all the requests of a busy one.
FOR_NGINX = ("X-Accel-Expires", "1")


@dataclass(frozen=True)
class Answer:
    """The whole answer of Django to a request."""

    status: str
    headers: Headers
    content: bytes

    @property
    def is_for_all(self) -> bool:
        """True if it may be cached and sent to others: only if it says so itself, sets no cookie,
        and depends on nothing that the page cache removes from requests."""
        headers = {name.lower(): value for name, value in self.headers}
        return (
            self.status.startswith(_CACHEABLE_STATUSES)
            and headers.get("cache-control") == FOR_ALL
            and "set-cookie" not in headers
            and headers.get("vary", "") in {"", "Accept-Encoding"}
        )

    def as_page(self, encoding: str) -> StoredPage:
        headers = [pair for pair in self.headers if pair[0].lower() not in _OWN_HEADERS]
        return StoredPage.of(self.status, [*headers, _VARY], self.content, encoding)


class PageCache:
    """A WSGI application before another. Each process keeps up to `size` bytes of pages; if `size`
    is 0, each page is made anew for each request. `build` tells the pages that this code makes from
    another's; `parameters` are the query parameters that some page reads, and no other reaches
    any."""

    def __init__(
        self,
        application: Application,
        *,
        build: str,
        parameters: frozenset[str],
        size: int,
        shared: BaseCache | None = None,
    ) -> None:
        self.application = application
        self.build = build
        self.parameters = parameters
        self.keeps = size > 0
        self.store = PageStore(size, shared)
        self.watch = WATCH
        self._first_seen: tuple[CurrentEdition | None, int] = (None, 0)
        self._turn = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not is_cacheable(environ):
            return self.application(environ, start_response)
        edition = self._edition() if self.keeps else None
        validators = self._validators(edition) if edition else []
        if edition and is_not_modified(environ, validators):
            start_response("304 Not Modified", [("Cache-Control", FOR_ALL), _VARY, *validators])
            return []
        query = environ["QUERY_STRING"]
        query = query and significant_query(query, self.parameters)
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        page: StoredPage | Answer | None
        if edition is None:
            page = self._ask(environ, query)
        else:
            key = (
                edition.key,
                self.build,
                scheme_of(environ),
                environ.get("HTTP_HOST", ""),
                environ["PATH_INFO"],
                query,
            )
            page = self.store.find(key)
            if page is None or not page.has(encoding):
                page = self._make(environ, key, encoding, edition)
        if isinstance(page, Answer):
            if not page.is_for_all:
                headers, body = page.headers, page.content
            else:
                headers, body = page.as_page(encoding).sent(encoding)
        else:
            headers, body = page.sent(encoding)
            headers = [*headers, *validators]
        start_response(page.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _edition(self) -> CurrentEdition | None:
        """Return the current edition; if the database does not answer, the last that it gave, so
        that readers go on reading; None if it never gave any."""
        try:
            return self.watch.current()
        except EditionUnknown:
            return self.watch.last

    def _validators(self, edition: CurrentEdition) -> Headers:
        """Return the headers by which pages of an edition are compared. The date is the time when
        this process first saw the edition, and is sent once its second is over, so that two
        editions never have the same."""
        seen, since = self._first_seen
        now = int(time.time())
        if seen is not edition:
            self._first_seen = _seen, since = edition, now
        validators = [("ETag", f'W/"{edition.key}-{self.build}"')]
        if now > since:
            validators.append(("Last-Modified", http_date(since)))
        if settings.SECURE_PROXY_SSL_HEADER:
            validators.append(FOR_NGINX)
        return validators

    def _make(
        self, environ: Environ, key: Key, encoding: str, edition: CurrentEdition
    ) -> StoredPage | Answer:
        """Return a page that is not here, or not in that encoding. It is made once, however many
        ask for it meanwhile. A page that was being made when the edition changed belongs to neither
        edition, and is not kept."""
        with self.store.making(key):
            page = self.store.find(key) or self.store.find_shared(key)
            if page is None:
                answer = self._ask(environ, query=key[-1])
                if not answer.is_for_all or self._edition() != edition:
                    return answer
                page = answer.as_page(encoding)
                self.store.put(key, page)
            elif not page.has(encoding):
                page = page.also(encoding)
                self.store.put(key, page)
        return page

    def _ask(self, environ: Environ, query: str) -> Answer:
        """Return Django's answer to the request, from which everything that no page may depend on
        is removed first."""
        started: list[tuple[str, Headers]] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
            started[:] = [(status, headers)]

        has_turn = self._turn.acquire(timeout=_TURN_TIMEOUT)
        try:
            response = self.application(page_environ(environ, query), start_response)
            try:
                content = b"".join(response)
            finally:
                if hasattr(response, "close"):
                    response.close()
        finally:
            if has_turn:
                self._turn.release()
        return Answer(*started[0], content)
