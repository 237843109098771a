"""Storage of uploads on this machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage


class WholeFileStorage(FileSystemStorage):
    """A storage in which a file exists whole or not at all: it is written under another name, and
    gets its own once all of it is on the disk, whatever happens in between.
    """

    def _save(self, name: str, content: File) -> str:
        written = self._write(name, content)
        try:
            while True:
                try:
                    os.link(written, self.path(name))
                except FileExistsError:  # somebody sent one of that name in this moment
                    name = self.get_available_name(name)
                else:
                    return name
        finally:
            written.unlink()

    def replace(self, name: str, content: File) -> None:
        """Store a file in the place of the one with this name, if there is one: whoever reads it
        meanwhile gets all of the one or all of the other.
        """
        written = self._write(name, content)
        try:
            written.replace(self.path(name))
        except BaseException:
            written.unlink()
            raise

    def _write(self, name: str, content: File) -> Path:
        """Return a new file with this content, in the folder that the name says."""
        folder = Path(self.path(name)).parent
        folder.mkdir(parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(dir=folder, prefix=".")
        written = Path(path)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            written.chmod(self.file_permissions_mode or 0o644)
        except BaseException:
            written.unlink()
            raise
        return written


def replace_file(storage: Storage, name: str, content: bytes) -> None:
    """Store a file in the place of the one with this name, with never none in between."""
    if isinstance(storage, WholeFileStorage):
        storage.replace(name, ContentFile(content))
    else:
        # A bucket replaces an object whole; `save` would choose another name for it.
        storage._save(name, ContentFile(content))
