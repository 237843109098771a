"""A reader: a test client that goes through the front of the paper, as readers do, so that every
test that reads, changes something and reads again holds the edition to its word."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from articles.page_cache import PageCache
from articles.page_cache.wsgi import Environ, StartResponse
from articles.site.parameters import PARAMETERS


def end_of_transaction() -> None:
    """Do what a commit would do, for a test whose transaction never commits: PostgreSQL raises the
    edition there, once in each."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        forget = "SELECT set_config('paper.edition', '', true)"
        with connection.cursor() as cursor:
            cursor.execute(forget)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(forget)  # whoever else plays the end is heard too: `loaddata` does


class FrontHandler(ClientHandler):
    """Calls the front, which calls Django. `pages_made` counts how often it had to."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.front = PageCache(
            self._django, build="test", parameters=PARAMETERS, size=8 * 1024 * 1024
        )
        self.pages_made = 0
        self.last: HttpResponse | None = None

    def __call__(self, environ: Environ) -> HttpResponse:
        end_of_transaction()
        started: list[Any] = []
        body = b"".join(self.front(environ, lambda *given: started.extend(given)))
        status, headers = started[-2:]
        response = HttpResponse(body, status=int(status.split()[0]))
        del response.headers["Content-Type"]
        for name, value in headers:
            if name == "Set-Cookie":
                response.cookies.load(value)
            else:
                response.headers[name] = value
        if "Location" in response.headers:
            response.url = response.headers["Location"]
        response.wsgi_request = self.last and self.last.wsgi_request
        return response

    def _django(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.pages_made += 1
        self.last = response = super().__call__(environ)
        cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
        phrase = HTTPStatus(response.status_code).phrase
        start_response(f"{response.status_code} {phrase}", [*response.items(), *cookies])
        return [response.getvalue() if response.streaming else response.content]


class Reader(Client):
    def __init__(self) -> None:
        super().__init__()
        self.handler = FrontHandler(enforce_csrf_checks=False)

    @property
    def front(self) -> PageCache:
        return self.handler.front

    @property
    def pages_made(self) -> int:
        """The number of pages made for this reader."""
        return self.handler.pages_made
