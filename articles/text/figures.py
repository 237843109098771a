"""Figures of a clean body: pure functions, HTML in, HTML out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

from articles.text.markup import picture_name

_FIGURE = re.compile(
    r'<figure><img src="([^"]*)"(?: alt="([^"]*)")?>'
    r"(?:<figcaption>(.*?)</figcaption>\n?)?</figure>",
    re.DOTALL,
)


class Figure(NamedTuple):
    """A picture in a text: the name of its file, its alternative text there as plain text, and its
    caption as clean HTML. An empty `alt` marks a decorative picture; with None, the picture's own
    text is used.
    """

    name: str
    alt: str | None
    caption: str


def figures_in(clean: str) -> list[Figure]:
    return [_read(found) for found in _FIGURE.finditer(clean)]


def draw_figures(clean: str, draw: Callable[[Figure], str | None]) -> str:
    """Return the body with each figure replaced by the safe HTML that `draw` returns; None leaves
    it unchanged.
    """

    def drawn(found: re.Match[str]) -> str:
        drawing = draw(_read(found))
        return found[0] if drawing is None else drawing

    return _FIGURE.sub(drawn, clean)


def _read(found: re.Match[str]) -> Figure:
    source, alt, caption = found.groups()
    alt = None if alt is None else html.unescape(alt)
    return Figure(picture_name(html.unescape(source)), alt, caption or "")
