"""What a backup says of itself: what it is of, and the sum of every file in it.

It is the last file of the archive, so that one that was cut short has none, and it has the sum of
all that stands before it, names and paddings too: whichever byte is another, it is known before
anything is touched.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.ops.backups.databases import BackupRefused

NAME = "paper.json"
#: 1 had the sum of the database alone.
FORMAT = 2
_OF_ITSELF = "manifest_sha256"


@dataclass(frozen=True)
class Manifest:
    """`files` are the names in the archive with their SHA-256; `archive_sha256` is that of all the
    bytes before the manifest. Both are empty in backups of the first format, which knew of the
    database alone."""

    made_at: str
    engine: str
    migrations: list[str]
    pieces: int
    files: dict[str, str] = field(default_factory=dict)
    archive_sha256: str = ""
    format: int = FORMAT

    @property
    def is_whole(self) -> bool:
        """Whether it tells of every file."""
        return self.format >= FORMAT

    def encode(self) -> bytes:
        said = asdict(self)
        return json.dumps({**said, _OF_ITSELF: _sum_of(said)}, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes) -> Manifest:
    """What a backup says of itself. Raises BackupRefused where it cannot be relied on."""
    try:
        said = json.loads(content)
        version = said["format"]
        if not isinstance(version, int) or version < 1:
            raise ValueError(f"format {version!r}")
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(error) from error
    if version > FORMAT:
        raise BackupRefused(_("The backup was made by a newer version of the paper."))
    try:
        if version == 1:
            said["files"] = {"": said.pop("database_sha256")}
        elif said.pop(_OF_ITSELF) != _sum_of(said):
            raise ValueError("SHA-256")
        manifest = Manifest(**said)
        _check_kinds(manifest)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(error) from error
    return manifest


def _check_kinds(manifest: Manifest) -> None:
    """Raise ValueError where something is not of the kind that it is to be."""
    texts = [manifest.made_at, manifest.engine, manifest.archive_sha256, *manifest.migrations]
    texts += [*manifest.files, *manifest.files.values()]
    for text in texts:
        if not isinstance(text, str):
            raise ValueError(repr(text))  # noqa: TRY004  (what was read is wrong, not the code)
    if not isinstance(manifest.pieces, int):
        raise ValueError(repr(manifest.pieces))


def _sum_of(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _damaged(error: Exception) -> BackupRefused:
    words = {"file": NAME, "what": f"{type(error).__name__} {error}"}
    return BackupRefused(
        _(
            "What the backup says of itself (%(file)s) is damaged: %(what)s. Nothing was changed; "
            "take another backup."
        )
        % words
    )
