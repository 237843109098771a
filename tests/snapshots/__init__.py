"""Snapshots of what machines read: the API's description, structured data, ninjs."""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent


def assert_matches(name: str, content: Any) -> None:
    """Compare `content`, as JSON, with the snapshot of this name. Where they differ the test fails
    with the difference, and with the command that writes the snapshot anew."""
    path = FOLDER / f"{name}.json"
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("RENEW_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8")
    stored = path.read_text(encoding="utf-8")
    if stored != text:
        difference = difflib.unified_diff(
            stored.splitlines(), text.splitlines(), path.name, "now", lineterm=""
        )
        test = os.environ["PYTEST_CURRENT_TEST"].partition(" ")[0]
        pytest.fail(
            "\n".join(
                [*difference, "", f"If this is meant: RENEW_SNAPSHOTS=1 make test ARGS='{test}'"]
            ),
            pytrace=False,
        )
