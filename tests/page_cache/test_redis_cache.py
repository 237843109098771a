"""The cache that several machines share: a real Redis, there, gone and back."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import caches

from articles.page_cache.store import PageStore
from articles.page_cache.stored_page import StoredPage
from tests.papers import free_port, wait_for

KEY = ("edition", "/")
PAGE = StoredPage.of("200 OK", [("Content-Type", "text/html")], b"La pagina. " * 100, "br")


@pytest.fixture
def redis(tmp_path: Path, settings) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts Redis, where the settings say that it is."""
    if not (server := shutil.which("redis-server")):
        pytest.skip("redis-server is not installed (Debian: apt-get install redis-server)")
    port = free_port()
    settings.CACHES = {
        "default": {
            "BACKEND": "articles.page_cache.redis_cache.ForgivingRedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    }
    running: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        running.append(
            subprocess.Popen(  # noqa: S603
                [server, "--port", str(port), "--save", "", "--dir", str(tmp_path)],
                stdout=subprocess.DEVNULL,
            )
        )
        wait_for(port)
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def test_page_made_by_one_process_serves_another(redis):
    redis()
    one, other = (PageStore(100_000, caches["default"]) for _ in range(2))
    one.put(KEY, PAGE)
    assert other.find(KEY) is None
    assert other.find_shared(KEY) == PAGE == other.find(KEY)
    assert other.find_shared(("another edition", "/")) is None


def test_redis_outage_goes_unnoticed(redis, client, db, caplog):
    process = redis()
    cache = caches["default"]
    cache.set("a", 1)
    process.kill()
    process.wait()
    store = PageStore(100_000, cache)
    store.put(KEY, PAGE)
    assert store.find(KEY) == PAGE and store.find_shared(("another", "/")) is None
    assert cache.get("a", "nothing") == "nothing" and cache.get_many(["a"]) == {}
    assert cache.add("a", 2) is True and cache.has_key("a") is False
    # Who cannot be counted is answered.
    assert client.get("/api/sections").status_code == 200
    assert "does not answer" in caplog.text
    redis()
    store.put(KEY, PAGE)
    assert PageStore(100_000, cache).find_shared(KEY) == PAGE


def test_silent_redis_is_not_waited_for(settings, db):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.CACHES = {
            "default": {
                "BACKEND": "articles.page_cache.redis_cache.ForgivingRedisCache",
                "LOCATION": f"redis://127.0.0.1:{silent.getsockname()[1]}/0",
                "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
            }
        }
        started = time.perf_counter()
        assert caches["default"].get("a") is None
        assert time.perf_counter() - started < 2
