"""Addresses of pages that are known by a slug."""

from __future__ import annotations

from functools import cache

from django.urls import reverse


def path_of(route: str, slug: str) -> str:
    """The address of a route that takes a slug. A list asks for twenty: the route is looked up once
    for all."""
    before, after = _around(route)
    return f"{before}{slug}{after}"


@cache
def _around(route: str) -> tuple[str, str]:
    before, _, after = reverse(route, args=["-"]).rpartition("-")
    return before, after
