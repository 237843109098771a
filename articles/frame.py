"""What all the pages of an edition have around them: made once for each edition."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles import markup
from articles.heads import Head
from articles.models import Section
from articles.publishing.edition import KeptForEdition


class Frame:
    """The head and the foot of pages. Without `sections`, for pages that must ask for nothing."""

    def __init__(self, sections: list[Section]) -> None:
        self.sections = sections
        self._pages: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        self._mastheads: dict[tuple[int | None, bool], SafeString] = {}
        self.tagline = settings.PAPER_TAGLINE
        self._words = {"paper_name": settings.PAPER_NAME, "paper_tagline": self.tagline}

    def masthead(self, current: int | None = None, *, has_search: bool = True) -> SafeString:
        """The head, with the section of this key as the one where the reader is."""
        asked = current, has_search
        if asked not in self._mastheads:
            context = {"sections": self.sections, "current": current, "has_search": has_search}
            self._mastheads[asked] = self._made("masthead", context)
        return self._mastheads[asked]

    @cached_property
    def assets(self) -> SafeString:
        return self._made("assets")

    @cached_property
    def footer(self) -> SafeString:
        return self._made("footer")

    def filled(self, template: str, **parts: str) -> SafeString:
        """A page with these parts, each already HTML. All that is around them is made once for
        the edition, and not for each page."""
        kind = template, tuple(parts)
        if kind not in self._pages:
            marks = {name: markup.trusted(f"\0{name}\0") for name in parts}
            made = render_to_string(template, {**self._words, **marks, "frame": self})
            self._pages[kind] = made.split("\0")
        around = self._pages[kind]
        # What is around parts and what they are called take turns.
        whole = [parts[text] if n % 2 else text for n, text in enumerate(around)]
        return markup.trusted("".join(whole))

    def _made(self, name: str, context: dict | None = None) -> SafeString:
        return render_to_string(f"components/{name}.html", {**self._words, **(context or {})})


#: The frame of this edition.
FRAME = KeptForEdition(lambda: Frame(list(Section.objects.with_articles())))


def head_html(head: Head) -> SafeString:
    """What a page says to engines and to whoever shares it."""
    context = {"head": head, "paper_name": settings.PAPER_NAME}
    return render_to_string("components/head.html", context)
