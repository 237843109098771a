"""The files that the paper keeps."""

from __future__ import annotations

from pathlib import Path


def files(settings) -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
