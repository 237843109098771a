"""Cursors of lists: written and read in the form that addresses have always had."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404

from articles.site.cursors import API_ARTICLE, API_ENTRY, ARTICLE, ENTRY, Cursor

MOMENT = dt.datetime(2026, 11, 25, 14, 32, tzinfo=dt.UTC)
HEX = "0123456789abcdef" * 2
WRITTEN: list[tuple[Cursor, Any, str]] = [
    (ARTICLE, "il-titolo_2", "20261125143200-il-titolo_2"),
    (ENTRY, UUID(HEX), f"20261125143200-{HEX}"),
    (API_ARTICLE, "il-titolo_2", "1795617120-il-titolo_2"),
    (API_ENTRY, UUID(HEX), f"1795617120-{HEX}"),
]


@pytest.mark.parametrize(("cursor", "name", "written"), WRITTEN)
def test_cursor_is_read_as_written(cursor: Cursor, name: Any, written: str):
    rome = MOMENT.astimezone(dt.timezone(dt.timedelta(hours=1)))
    assert cursor.encode(rome, name) == written
    assert cursor.decode(written) == (MOMENT, name)
    assert re.fullmatch(cursor.pattern, written)


@pytest.mark.parametrize(("cursor", "name", "written"), WRITTEN)
def test_malformed_cursor_answers_404(cursor: Cursor, name: Any, written: str):
    time, _, rest = written.partition("-")
    for senseless in (
        "", "x", "-", time, f"{time}-", f"-{rest}", f" {written}", f"{written}\n", f"{written}\x00",
        f"{time}-{'a' * 81}", f"{time}-è", f"{time[:-1]}²-{rest}", f"{'9' * 14}-{rest}",
    ):  # fmt: skip
        with pytest.raises(Http404):
            cursor.decode(senseless)
