"""The frequency of Python's garbage collection."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 5000  # between two collections; Python's own number is 700


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """Collect garbage a seventh as often inside the block: commands that create rows by the
    thousand leave hardly any reference cycles, and collecting takes a tenth of their time."""
    usual = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
