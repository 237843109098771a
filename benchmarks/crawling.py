"""Measures the memory of a worker before and after many different pages."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Callable

import brotli

from benchmarks.servers import Server


def making_pages(paper: Server, count: int) -> Callable[[], None]:
    """Return a function that asks for so many different pages as a crawler would: from the front
    page on, whatever a page leads to, and where that ends, searches."""

    def ask() -> None:
        known = {"/"}
        waiting = deque(known)
        searches = (f"/cerca/?q=parola+{number}" for number in range(count))
        for _ in range(count):
            path = waiting.popleft() if waiting else next(searches)
            try:
                _status, headers, page = paper.get(path, **{"Accept-Encoding": "br"})
            except OSError as error:
                raise SystemExit(f"{path}: {error}") from error
            if headers.get("content-encoding") == "br":
                page = brotli.decompress(page)
            for link in re.findall(r'href="(/[^"#]*)', page.decode(errors="replace")):
                path = html.unescape(link)
                if path not in known and not path.startswith(("/static/", "/media/", "/admin/")):
                    known.add(path)
                    waiting.append(path)

    return ask


def memory_after(ask: Callable[[], None], paper: Server) -> tuple[float, float]:
    """Return the memory of the worker before and after, in megabytes."""
    before = paper.worker_memory()
    ask()
    return before, paper.worker_memory()
