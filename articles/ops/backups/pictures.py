"""Files of the pictures, in whatever storage."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage


def stored_files(folder: str = "") -> Iterator[str]:
    """Yield the names of all files, folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever uploaded
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from stored_files(f"{folder}/{name}" if folder else name)


def is_safe(name: str) -> bool:
    """Return True if a name stays within the folder of the pictures."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


class PutBack:
    """A restoration of files that can be undone if a later step fails. Files that are replaced stay
    in a folder meanwhile.
    """

    def __init__(self, aside: Path) -> None:
        self.aside = aside
        self._put: list[str] = []
        self._replaced: list[tuple[str, Path]] = []

    def put(self, name: str, content: IO[bytes], size: int, wanted: str) -> None:
        """Store a file, unless it is there already, with the same size and, if `wanted` is not
        empty, that sum.
        """
        if default_storage.exists(name):
            if _is_there(name, size, wanted):
                return
            copy = self.aside / f"replaced-{len(self._replaced)}"
            with default_storage.open(name) as stored, copy.open("wb") as target:
                shutil.copyfileobj(stored, target)
            self._replaced.append((name, copy))
            default_storage.delete(name)
        self._put.append(name)
        saved = default_storage.save(name, File(content))
        if saved != name:
            self._put[-1] = saved
            raise OSError(f"{name} became {saved}")

    def undo(self) -> None:
        for name in self._put:
            default_storage.delete(name)
        for name, copy in self._replaced:
            default_storage.delete(name)
            with copy.open("rb") as target:
                default_storage.save(name, File(target))


def _is_there(name: str, size: int, wanted: str) -> bool:
    if default_storage.size(name) != size:
        return False
    if not wanted:
        return True
    with default_storage.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == wanted
