"""The changelog says each thing once: a rebase that keeps both sides says it twice."""

from __future__ import annotations

import re
from collections import Counter

from django.conf import settings

ENTRY = re.compile(r"^- (.{50})", re.MULTILINE)


def test_each_entry_stands_once():
    entries = ENTRY.findall((settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert len(entries) > 80
    assert [entry for entry, count in Counter(entries).items() if count > 1] == []
