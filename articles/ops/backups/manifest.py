"""Manifest of a backup: the kind of database, its migrations, and the sum of every file.

It is the last file of the archive, so that one that was cut short has none, and it has the sum of
everything before it, names and paddings too: any wrong byte is found before anything is changed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.ops.backups.databases import BackupRefused

NAME = "paper.json"
#: The version of the format; version 1 had the sum of the database alone.
FORMAT = 2
_OF_ITSELF = "manifest_sha256"


@dataclass(frozen=True)
class Manifest:
    """The manifest. `files` are the names in the archive with their SHA-256; `archive_sha256` is
    that of all bytes before the manifest. Both are empty in backups of the first format, which had
    the sum of the database alone.
    """

    made_at: str
    engine: str
    migrations: list[str]
    pieces: int
    files: dict[str, str] = field(default_factory=dict)
    archive_sha256: str = ""
    format: int = FORMAT

    @property
    def is_whole(self) -> bool:
        """Return True if it lists every file."""
        return self.format >= FORMAT

    def encode(self) -> bytes:
        values = asdict(self)
        return json.dumps(
            {**values, _OF_ITSELF: _sum_of(values)}, indent=1, sort_keys=True
        ).encode()


def read_manifest(content: bytes) -> Manifest:
    """Return the manifest of a backup. Raises BackupRefused if it cannot be relied on."""
    try:
        values = json.loads(content)
        version = values["format"]
        if not isinstance(version, int) or version < 1:
            raise ValueError(f"format {version!r}")
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(error) from error
    if version > FORMAT:
        raise BackupRefused(_("The backup was made by a newer version of the paper."))
    try:
        if version == 1:
            values["files"] = {"": values.pop("database_sha256")}
        elif values.pop(_OF_ITSELF) != _sum_of(values):
            raise ValueError("SHA-256")
        manifest = Manifest(**values)
        _check_kinds(manifest)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(error) from error
    return manifest


def _check_kinds(manifest: Manifest) -> None:
    """Raise ValueError if a value has the wrong type."""
    texts = [manifest.made_at, manifest.engine, manifest.archive_sha256, *manifest.migrations]
    texts += [*manifest.files, *manifest.files.values()]
    for text in texts:
        if not isinstance(text, str):
            raise ValueError(repr(text))  # noqa: TRY004  (what was read is wrong, not the code)
    if not isinstance(manifest.pieces, int):
        raise ValueError(repr(manifest.pieces))


def _sum_of(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _damaged(error: Exception) -> BackupRefused:
    words = {"file": NAME, "what": f"{type(error).__name__} {error}"}
    return BackupRefused(
        _(
            "What the backup says of itself (%(file)s) is damaged: %(what)s. Nothing was changed; "
            "take another backup."
        )
        % words
    )
