"""A way to narrow a list, as the pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """`query` is the query string that takes it, or takes it away."""

    label: str
    count: int
    query: str
    is_chosen: bool
