"""A progress bar for commands, where somebody looks on and it takes more than two seconds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")

_DELAY = 2  # seconds


def progress(items: Iterable[T], total: int | None = None) -> Iterable[T]:
    """The same items, with a bar on a terminal; into a file nothing is written."""
    return tqdm(items, total=total, delay=_DELAY, disable=None, leave=False, dynamic_ncols=True)
