"""The addresses of the paper, read from the URL table, and the values that may be put into them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

#: `<slug:slug>` or `<slug>`, as a path writes its parameters.
_PARAMETER = re.compile(r"<(?:[^<>:]+:)?([^<>:]+)>")
#: The addresses of the files on a disk, which Django serves to developers alone.
_FILES = "media/"
ARTICLES = "admin/articles/article"

BIG = "9" * 30
HUGE = "9" * 5000  # more digits than Python reads as a number
NUL = "\x00"
#: What is no number of a row, whatever the row. `²` is a digit and no number, `٣` is a number.
WRONG = (
    BIG,
    HUGE,
    NUL,
    "x",
    "0",
    "-5",
    "999999",
    str(2**31),
    str(2**63 - 1),
    str(2**63),
    str(2**64),
    "²",
    "٣",
    "1,2",
    "1_2F",
    "a\x0b\x1fb",
    "../..",
    "%",
    "è" * 300,
    "2026-13-45",
    "0001-01-01",
    "9999-12-31",
    "None",
    " 1",
    "[]",
    "00000000-0000-0000-0000-000000000000",
)
#: Those that a database refuses: tried everywhere.
WORST = (BIG, NUL)


@dataclass(frozen=True)
class Route:
    """A line of the URL table: `pattern` as Django writes it, with its parameters by name."""

    pattern: str

    @property
    def parameters(self) -> list[str]:
        return _PARAMETER.findall(self.pattern)

    @property
    def family(self) -> str:
        """The part of the paper that it belongs to: a model at the desk, a kind of page."""
        parts = self.pattern.split("/")
        return "/".join(parts[:3] if parts[:2] == ["admin", "articles"] else parts[:2])

    def path(self, values: Mapping[str, str]) -> str:
        """The address with these values in the place of its parameters."""
        filled = _PARAMETER.sub(lambda found: quote(values[found[1]], safe="/"), self.pattern)
        return f"/{filled}"


def routes() -> list[Route]:
    """Return all routes, each once, in the order in which Django tries them."""
    found = dict.fromkeys(_walk(get_resolver(), ""))
    return [Route(pattern) for pattern in found if not pattern.startswith(_FILES)]


def _walk(resolver: URLResolver, start: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        part = each.pattern
        text = str(part) if isinstance(part, RoutePattern) else simplify_regex(str(part))[1:]
        if isinstance(each, URLResolver):
            yield from _walk(each, start + text)
        else:
            yield start + text


def families(*, desk: bool, articles: bool = False) -> list[str]:
    """The families of the site or of the desk; where articles are written, which are many
    addresses, apart."""
    known = {route.family for route in routes()}
    if articles:
        return [ARTICLES]
    return sorted(each for each in known - {ARTICLES} if each.startswith("admin/") == desk)
