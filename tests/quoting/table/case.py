"""The shape of a case."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    text: str
    speakers: dict[str, str]
