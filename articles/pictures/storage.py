"""Storage of uploads on this machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """A storage in which a file exists whole or not at all: it is written under another name, and
    gets its own once all of it is on the disk, whatever happens in between.
    """

    def _save(self, name: str, content: File) -> str:
        folder = Path(self.path(name)).parent
        folder.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=folder, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(written).chmod(self.file_permissions_mode or 0o644)
            while True:
                try:
                    os.link(written, self.path(name))
                except FileExistsError:  # somebody sent one of that name in this moment
                    name = self.get_available_name(name)
                else:
                    return name
        finally:
            Path(written).unlink()
