"""What a provider of embeds is, and the simplest way in which one knows its addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from articles.text.embeds.addresses import Address


class Kind(StrEnum):
    """What an embed shows, which says in what words readers are asked for a click."""

    VIDEO = "video"
    AUDIO = "audio"
    POST = "post"
    MAP = "map"
    CHART = "chart"


class Shape(StrEnum):
    """The room that a frame takes: a class of the stylesheet, which knows the sizes."""

    WIDE = "wide"  # a video on its side
    TALL = "tall"  # a video of a telephone
    POST = "post"  # a post, which scrolls if it is longer
    STRIP = "strip"  # one piece of audio
    LIST = "list"  # several pieces of audio
    CHART = "chart"


class Found(NamedTuple):
    """What a provider makes of an address: what its frame asks for, from the provider's `origin`
    on; the address of the page that readers may open; and the shape, if it is not the usual one.
    """

    frame: str
    page: str
    shape: Shape | None = None


class Provider(NamedTuple):
    """Somebody whose content pages may show in a frame. `read` makes of an address on one of the
    `hosts` what the frame needs, or returns None; whatever it takes from the address has been
    held to a pattern."""

    key: str
    name: str
    kind: Kind
    shape: Shape
    origin: str
    hosts: frozenset[str]
    read: Callable[[Address], Found | None]


def hosts(*names: str) -> frozenset[str]:
    """Return hosts, each with its forms for the web and for telephones."""
    return frozenset(f"{prefix}{name}" for name in names for prefix in ("", "www.", "m."))


def by_path(
    pattern: str, *, frame: str, page: str, shape: Shape | None = None
) -> Callable[[Address], Found | None]:
    """Return a reader of addresses that say all in their path. The groups of the pattern go into
    `frame` and `page` by their names."""
    compiled = re.compile(pattern, re.ASCII)

    def read(address: Address) -> Found | None:
        found = compiled.fullmatch(address.path)
        if not found:
            return None
        parts = {name: value or "" for name, value in found.groupdict().items()}
        return Found(frame.format(**parts), page.format(**parts), shape)

    return read


def first(*readers: Callable[[Address], Found | None]) -> Callable[[Address], Found | None]:
    """Return a reader that asks several, one after the other."""

    def read(address: Address) -> Found | None:
        return next((found for each in readers if (found := each(address))), None)

    return read
