"""A progress bar for commands that run in a terminal for more than two seconds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")

_DELAY = 2  # seconds


def progress(items: Iterable[T], total: int | None = None) -> Iterable[T]:
    """Return an iterable over the same items that draws a bar on a terminal, and writes nothing
    into a file."""
    return tqdm(items, total=total, delay=_DELAY, disable=None, leave=False, dynamic_ncols=True)
