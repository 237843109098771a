"""The layout around all the pages of an edition, rendered once for each edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from types import MappingProxyType
from typing import Any, TypeAlias

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from articles.delivery.edition import EditionCache
from articles.formats.page_metadata import PageMetadata, graph_html, metadata_html
from articles.models import Section, SeriesPart
from articles.site.imprint import IMPRINT, CurrentImprint
from articles.text import markup

#: The content that fills a template: HTML, a mapping of names to parts, or a sequence of parts.
Part: TypeAlias = "str | Mapping[str, Part] | Sequence[Part]"

#: The text of a mark, which most filters alter: words, in both cases, with a sign that is escaped.
_MARK = "A part & its number"


class Layout:
    """The head and the foot of pages. Called without sections and without an imprint, it needs no
    query, for the pages that report an error."""

    def __init__(
        self,
        sections: list[Section],
        imprint: CurrentImprint | None = None,
        *,
        has_series: bool = False,
    ) -> None:
        self.sections = sections
        self.has_series = has_series
        self.imprint = imprint or CurrentImprint()
        self._pages: dict[tuple, list[str | int]] = {}
        self._mastheads: dict[tuple[int | None, bool], SafeString] = {}
        self.tagline = settings.PAPER_TAGLINE
        self._words = {"paper_name": settings.PAPER_NAME, "paper_tagline": self.tagline}

    def masthead(self, current: int | None = None, *, has_search: bool = True) -> SafeString:
        """Render the masthead, marking the section with the key `current` as the reader's own
        place."""
        key = current, has_search
        if key not in self._mastheads:
            context = {"sections": self.sections, "current": current, "has_search": has_search}
            self._mastheads[key] = self._made("masthead", context)
        return self._mastheads[key]

    @cached_property
    def assets(self) -> SafeString:
        return self._made("assets")

    @cached_property
    def footer(self) -> SafeString:
        context = {
            "imprint": self.imprint.row,
            "director": self.imprint.director,
            "has_series": self.has_series,
        }
        return self._made("footer", context)

    def filled(
        self, template: str, given: Mapping[str, Any] = MappingProxyType({}), **parts: Part
    ) -> SafeString:
        """Render a template with these parts, which are already HTML. The text around them is
        rendered once for the edition, for each combination of `given` and of the shape of the
        parts, and not for each page. A template may therefore test whether a part is there and loop
        over a list of parts, but cannot look at their contents. Raises ValueError where it changes
        a part, by a filter for instance."""
        leaves: list[str] = []
        kind = template, tuple(given.items()), _shape(parts, leaves)
        if kind not in self._pages:
            marks = _marked(parts, count())
            made = render_to_string(template, {**self._words, **given, **marks, "layout": self})
            # Texts alternate with marks.
            self._pages[kind] = [
                _number(text, template) if n % 2 else text
                for n, text in enumerate(made.split("\0"))
            ]
        segments = self._pages[kind]
        return markup.trusted(
            "".join([leaves[each] if type(each) is int else each for each in segments])
        )

    def head(self, head: PageMetadata) -> SafeString:
        """Return the metadata of a page, as `metadata_html` makes it. For a page without a picture
        of its own, as most are, only what is peculiar to it is rendered."""
        if head.image or head.properties or head.is_unindexed:
            return metadata_html(head)
        parts = {name: escape(getattr(head, name)) for name in ("title", "description", "url")}
        for name in ("feed", "podcast"):
            if path := getattr(head, name):
                parts[name] = escape(path)
        given = {"kind": head.kind, "shared_image": head.shared_image}
        return self.filled("components/head.html", given, graph=graph_html(head), **parts)

    def _made(self, name: str, context: dict | None = None) -> SafeString:
        return render_to_string(f"components/{name}.html", {**self._words, **(context or {})})


def _shape(part: Part, leaves: list[str]) -> tuple | None:
    """Return the structure of a part without its texts, which are appended to `leaves`."""
    if isinstance(part, str):
        leaves.append(part)
        return None
    if isinstance(part, Mapping):
        return tuple([(name, _shape(inner, leaves)) for name, inner in part.items()])
    return tuple([_shape(inner, leaves) for inner in part])


def _marked(part: Part, numbers: Iterator[int]) -> Any:
    """Return the same structure with a mark in place of each text: `_MARK` and its number in
    `leaves`."""
    if isinstance(part, str):
        return markup.trusted(f"\0{_MARK} {next(numbers)}\0")
    if isinstance(part, Mapping):
        return {name: _marked(inner, numbers) for name, inner in part.items()}
    return [_marked(inner, numbers) for inner in part]


def _number(mark: str, template: str) -> int:
    """Return the number of the part that a mark stands for."""
    text, _, number = mark.rpartition(" ")
    if text != _MARK or not number.isdecimal():
        raise ValueError(f"{template} changes a part: change it before it is handed over")
    return int(number)


#: The layout of the current edition.
LAYOUT = EditionCache(
    lambda: Layout(
        list(Section.objects.with_articles()),
        IMPRINT.current(),
        has_series=SeriesPart.objects.published().exists(),
    )
)
