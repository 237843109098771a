"""Sums of files while they are written or read."""

from __future__ import annotations

import hashlib
from typing import IO


class Summed:
    """A file that is written or read, with the sum of the data so far."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.file.write(data)

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data

    def tell(self) -> int:
        return self.file.tell()

    @property
    def sum(self) -> str:
        return self.digest.hexdigest()
