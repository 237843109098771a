"""Addresses that pages link to again and again: each route is looked up once."""

from __future__ import annotations

from functools import cache

from django.urls import reverse


@cache
def path_to(route: str) -> str:
    """Return the address of a route without arguments."""
    return reverse(route)


def path_of(route: str, slug: str) -> str:
    """Return the address of a route with a slug."""
    before, after = _around(route)
    return f"{before}{slug}{after}"


@cache
def _around(route: str) -> tuple[str, str]:
    before, _, after = reverse(route, args=["-"]).rpartition("-")
    return before, after
