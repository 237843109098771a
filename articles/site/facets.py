"""A way to narrow a list, as the pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.text import markup


@dataclass(frozen=True)
class Choice:
    """`query` is the query string that takes it, or takes it away."""

    label: str
    count: int
    query: str
    is_chosen: bool

    @property
    def current(self) -> SafeString:
        """The attribute of its link that says that it is taken."""
        return markup.trusted(' aria-current="true"' if self.is_chosen else "")
