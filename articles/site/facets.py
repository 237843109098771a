"""The choices by which a reader narrows a list."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.text import markup


@dataclass(frozen=True)
class Choice:
    """One value by which a list can be narrowed. `query` is the query string that selects it or,
    where it is chosen already, removes it."""

    label: str
    count: int
    query: str
    is_chosen: bool

    @property
    def current(self) -> SafeString:
        """The attribute that marks the link of a chosen value."""
        return markup.trusted(' aria-current="true"' if self.is_chosen else "")
