"""What the machines that read us are told, kept word for word.

`RENEW_SNAPSHOTS=1 make test` writes the files anew: what changed is then seen in the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def matches(name: str, said: Any) -> bool:
    """Whether what is said as JSON is what was kept under this name."""
    path = FOLDER / f"{name}.json"
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("RENEW_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8") == text
