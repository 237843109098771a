"""Storage of pages until the edition changes: in the memory of the process and, if several machines
share a cache, there too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from cachetools import LRUCache, TTLCache
from django.core.cache import BaseCache

from articles.page_cache.stored_page import StoredPage

Key = tuple[str, ...]

_SHARED_FOR = 24 * 3600  # seconds
#: Missing addresses can be made up without end: the answers to few are kept, briefly and apart, so
#: that they push no page from its place.
_ABSENT, _ABSENT_FOR = 500, 30  # pages, seconds


class PageStore:
    """A store of up to `size` bytes of pages, of which those read last stay. Threads share it."""

    def __init__(self, size: int, shared: BaseCache | None = None) -> None:
        self._pages: LRUCache[Key, StoredPage] = LRUCache(size, getsizeof=lambda page: page.size)
        self._absent: TTLCache[Key, StoredPage] = TTLCache(_ABSENT, _ABSENT_FOR)
        self._shared = shared
        self._lock = Lock()
        self._making: dict[Key, list] = {}

    def find(self, key: Key) -> StoredPage | None:
        with self._lock:
            return self._pages.get(key) or self._absent.get(key)

    def find_shared(self, key: Key) -> StoredPage | None:
        """Return a page that another process made, and keep it here too; None if there is none."""
        if self._shared is None:
            return None
        page = self._shared.get(_name(key))
        if page is not None:
            self._put_here(key, page)
        return page

    def put(self, key: Key, page: StoredPage) -> None:
        self._put_here(key, page)
        if self._shared is not None and page.status.startswith("200"):
            self._shared.set(_name(key), page, _SHARED_FOR)

    def _put_here(self, key: Key, page: StoredPage) -> None:
        with self._lock:
            if not page.status.startswith("200"):
                self._absent[key] = page
            elif page.size <= self._pages.maxsize:
                self._pages[key] = page

    @contextmanager
    def making(self, key: Key) -> Iterator[None]:
        """Hold the lock of a page, so that a page is made once even if many ask for it at once."""
        with self._lock:
            entry = self._making.setdefault(key, [Lock(), 0])
            entry[1] += 1
        try:
            with entry[0]:
                yield
        finally:
            with self._lock:
                entry[1] -= 1
                if not entry[1]:
                    del self._making[key]


def _name(key: Key) -> str:
    """Return the name of a page in the shared cache, which takes no spaces and no long names."""
    return f"page:{hashlib.sha256(chr(0).join(key).encode()).hexdigest()}"
