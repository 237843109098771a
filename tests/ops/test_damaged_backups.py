"""Damaged, foreign and hostile backups: refused, and the paper stays as it is."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from articles.ops.backups import databases, restore_backup
from articles.ops.backups.databases import BackupRefused
from articles.ops.backups.manifest import Manifest
from tests.ops.archives import members_of, pages, refused, rewritten

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_rewritten_backup_is_restored(backup: Path):
    """Make sure that the tests below are not refused for another reason than theirs."""
    assert restore_backup(rewritten(backup, {}), replace=True).is_checked


def test_truncated_or_incomplete_backup_changes_nothing(backup: Path, tmp_path: Path):
    whole = backup.read_bytes()
    for cut in (0, 100, 3000, len(whole) // 2, len(whole) - 20_000, len(whole) - 512):
        (tmp_path / "cut.tar").write_bytes(whole[:cut])
        refused(tmp_path / "cut.tar")
    (tmp_path / "cut.tar").write_bytes(whole + b"\0" * 511 + b"x")
    refused(tmp_path / "cut.tar", "aggiunto")
    database = databases.engine().file
    refused(rewritten(backup, {database: None}), "non ha il database")
    refused(rewritten(backup, {"paper.json": None}), "non c’è ciò che dice di sé")
    assert list(members_of(backup))[0 :: len(members_of(backup)) - 1] == [database, "paper.json"]


def test_any_wrong_byte_is_refused(backup: Path, tmp_path: Path):
    whole = backup.read_bytes()
    with tarfile.open(backup) as tar:
        members = tar.getmembers()
    picture = next(member for member in members if member.name.endswith(".jpg"))
    manifest = members[-1]
    places = {member.offset + 10 for member in members[:4]}  # names
    places |= {picture.offset + 140, manifest.offset + 140}  # when it was changed
    places |= {picture.offset_data, picture.offset_data + picture.size - 1}
    places |= {picture.offset_data + picture.size}  # what fills its block
    places |= set(
        range(manifest.offset_data, manifest.offset_data + manifest.size, manifest.size // 15)
    )
    places |= set(range(700, len(whole), len(whole) // 15)) | {len(whole) - 1}
    flipped = tmp_path / "flipped.tar"
    before = pages()
    for place in sorted(places):
        content = bytearray(whole)
        content[place] ^= 0x04
        flipped.write_bytes(content)
        with pytest.raises(BackupRefused):
            restore_backup(flipped, replace=True)
            pytest.fail(f"byte {place} of {len(whole)}")
    assert pages() == before
    content = bytearray(whole)
    content[picture.offset_data + 5] ^= 1
    flipped.write_bytes(content)
    refused(flipped, picture.name)


def test_broken_manifest_is_refused_with_a_sentence(backup: Path):
    known = json.loads(members_of(backup)["paper.json"])
    for manifest in (
        b"", b"{", b"[]", b"null", b"{}", b'"x"', b"\xff\xfe", b'{"format": "2"}', b'{"format": 0}',
        *(
            json.dumps({key: value for key, value in known.items() if key != name}).encode()
            for name in known
        ),
        json.dumps({**known, "pieces": known["pieces"] + 1}).encode(),
    ):  # fmt: skip
        refused(rewritten(backup, {"paper.json": manifest}), "danneggiato")


def test_backup_of_another_paper_changes_nothing(backup: Path):
    known = json.loads(members_of(backup)["paper.json"])
    known.pop("manifest_sha256")
    for change, words in (
        ({"format": 3}, "più recente"),
        ({"engine": "oracle"}, "dumpdata"),
        ({"migrations": [*known["migrations"], "articles.9999_future"]}, "9999_future"),
        ({"files": {**known["files"], "media/a.jpg": "0"}}, "media/a.jpg"),
    ):
        manifest = Manifest(**{**known, **change}).encode()
        refused(rewritten(backup, {"paper.json": manifest}), words)


def test_backup_writes_no_file_outside_its_folder(backup: Path):
    for name in ("media/../fuori.txt", "etc/passwd", "media//etc/passwd"):
        refused(rewritten(backup, {name: b"x"}), "non c’entra")


def test_unusable_database_leaves_the_present_one(backup: Path):
    """Restore a copy with the right sum that is no database."""
    refused(rewritten(backup, {databases.engine().file: b"SQLite format 3\0" + b"junk" * 1000}))
