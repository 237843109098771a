"""The files of the site that no template makes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

STYLES = Path(settings.BASE_DIR) / "articles" / "static" / "articles"


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_style_sheets_close_what_they_open(path: Path):
    """A rule that is not closed swallows those that follow, and no browser says so."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    depth = deepest = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        deepest = max(deepest, depth)
        assert depth >= 0
    assert depth == 0 and deepest <= 2  # a query, and a rule in it
