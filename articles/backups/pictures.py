"""The files of the pictures, wherever they are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage


def stored_files(folder: str = "") -> Iterator[str]:
    """The names of all the files, folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever uploaded
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from stored_files(f"{folder}/{name}" if folder else name)


def is_safe(name: str) -> bool:
    """Whether a name stays within the place of the pictures."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def put_back(name: str, size: int, content: IO[bytes]) -> bool:
    """Put a file where it was; False where it is there already, whole. A file never changes under
    its name, so that its size tells."""
    if default_storage.exists(name):
        if default_storage.size(name) == size:
            return False
        default_storage.delete(name)
    saved = default_storage.save(name, File(content))
    if saved != name:
        raise OSError(f"{name} became {saved}")
    return True
