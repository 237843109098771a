"""Backups taken apart and written anew, and the paper that they are compared with."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from articles.ops.backups import restore_backup
from articles.ops.backups.databases import BackupRefused
from articles.ops.backups.manifest import Manifest

PATHS = ["/", "/articoli/", "/articoli/il-pezzo/", "/organizzazioni/openai/", "/feed/",
         "/cerca/?q=pezzo", "/sitemap.xml", "/autori/di-fantasy/"]  # fmt: skip


def pages() -> dict[str, bytes]:
    client = Client()
    return {path: client.get(path).content for path in PATHS}


def files() -> set[str]:
    root = Path(default_storage.location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def members_of(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def written(path: Path, members: dict[str, bytes]) -> Path:
    """Write a tar with these members, in their order."""
    made = path.with_name("other.tar")
    with tarfile.open(made, "w") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return made


def rewritten(path: Path, changed: dict[str, bytes | None]) -> Path:
    """Write the backup with other contents under some names, or without them; the manifest is made
    to agree, so that later checks are reached.
    """
    members = {**members_of(path), **changed}
    encoded = members.pop("paper.json")
    files = {name: content for name, content in members.items() if content is not None}
    body = written(path, files).read_bytes()
    end = sum(512 + -(-len(content) // 512) * 512 for content in files.values())
    if encoded is not None and "paper.json" not in changed:
        known = json.loads(encoded)
        manifest = Manifest(
            known["made_at"], known["engine"], known["migrations"], known["pieces"],
            {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
            hashlib.sha256(body[:end]).hexdigest(),
        )  # fmt: skip
        encoded = manifest.encode()
    return written(path, files if encoded is None else {**files, "paper.json": encoded})


def refused(path: Path, words: str | None = None) -> None:
    before, stored = pages(), files()
    with pytest.raises(BackupRefused, match=words):
        restore_backup(path, replace=True)
    assert pages() == before and files() == stored
