"""Bounds of the memory, and pages that are made while others wait or the edition changes."""

from __future__ import annotations

import threading
import time

import pytest
from django.core.cache import caches

from articles.delivery.edition import EditionUnknown
from articles.page_cache.store import PageStore
from articles.page_cache.stored_page import StoredPage
from tests import factories as make
from tests.page_cache.fronts import ARTICLE, answer_of, ask, front_before
from tests.reader import Reader, end_of_transaction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]


# How much is kept


def test_memory_is_bounded():
    store = PageStore(100_000)
    for number in range(1000):
        content = f"{number} ".encode() * 2000
        store.put(
            (str(number),), StoredPage.of("200 OK", [("Content-Type", "text/html")], content, "")
        )
    assert store.find(("999",)) and not store.find(("0",))
    assert store._pages.currsize <= 100_000


def test_missing_pages_evict_nothing(reader: Reader):
    reader.get(ARTICLE)
    made = reader.pages_made
    for number in range(700):
        assert reader.get(f"/nulla/{number}/").status_code == 404
    assert reader.pages_made == made + 700
    reader.get(ARTICLE), reader.get("/nulla/699/")
    assert reader.pages_made == made + 700
    assert len(reader.front.store._absent) == 500


def test_simultaneous_requests_make_a_page_once(monkeypatch):
    requests, go = [], threading.Event()

    def slowly(environ):
        requests.append(environ["PATH_INFO"])
        go.wait(5)
        return answer_of("La pagina")

    front = front_before(slowly)
    edition = front.watch.current()
    # The threads have connections of their own.
    monkeypatch.setattr(front.watch, "current", lambda: edition)
    bodies = []
    threads = [threading.Thread(target=lambda: bodies.append(ask(front)[2])) for _ in range(8)]
    for thread in threads:
        thread.start()
    while not requests:
        time.sleep(0.001)
    go.set()
    for thread in threads:
        thread.join()
    assert bodies == [b"La pagina"] * 8 and len(requests) == 1
    assert not front.store._making


def test_failing_page_releases_waiting_requests():
    def failing(environ):
        raise RuntimeError

    front = front_before(failing)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            ask(front)
    assert not front.store._making


# When the edition changes, and when nobody can say


def test_page_made_across_editions_is_not_cached():
    requests = []

    def meanwhile(environ):
        requests.append(1)
        if len(requests) == 1:
            make.make_published("Nel frattempo")
            end_of_transaction()
        return answer_of()

    end_of_transaction()
    front = front_before(meanwhile)
    _status, sent, _body = ask(front)
    assert "ETag" not in sent
    ask(front), ask(front)
    assert len(requests) == 2


def test_cached_pages_are_served_without_the_database(reader: Reader, monkeypatch):
    page = reader.get(ARTICLE)

    def silent() -> None:
        raise EditionUnknown

    monkeypatch.setattr(reader.front.watch, "_asked", silent)
    again = reader.get(ARTICLE)
    assert again.status_code == 200 and again.content == page.content
    assert reader.get(ARTICLE, headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_shared_cache_spares_making_a_page():
    cache = caches["default"]
    cache.clear()
    requests = []

    def counting(environ):
        requests.append(1)
        return answer_of("La pagina")

    first, second = (front_before(counting, shared=cache) for _ in range(2))
    assert ask(first)[2] == ask(second)[2] == b"La pagina" and len(requests) == 1
    second.build = "another"
    ask(second)
    assert len(requests) == 2


def test_zero_size_caches_nothing():
    requests = []
    front = front_before(lambda environ: (requests.append(1), answer_of())[1], size=0)
    for _ in range(2):
        status, sent, _body = ask(front, HTTP_IF_NONE_MATCH='W/"x"')
        assert status == "200 OK" and "ETag" not in sent and sent["Vary"] == "Accept-Encoding"
    assert len(requests) == 2
