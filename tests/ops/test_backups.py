"""Backups: a paper that is backed up and restored is the same paper, to the byte."""

from __future__ import annotations

import json
import tarfile
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from articles.models import Article, Author, Organization
from articles.ops.backups import archive, databases, make_backup, restore_backup
from articles.ops.backups.checking import _check_files
from articles.ops.backups.databases import BackupRefused
from articles.ops.backups.manifest import Manifest
from tests import factories as make
from tests.ops.archives import files, members_of, pages, refused, written

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_restored_paper_equals_the_original(paper: Article, tmp_path: Path):
    before, stored = pages(), files()
    made = make_backup(tmp_path / "paper.tar")
    assert made.pieces == 1 and made.pictures == len(stored) > 5
    make.make_published("Venuto dopo")
    Article.objects.filter(pk=paper.pk).update(headline="Rovinato")
    for name in stored:
        default_storage.delete(name)
    done = restore_backup(tmp_path / "paper.tar", replace=True)
    assert done.pictures == len(stored) and pages() == before and stored <= files()
    call_command("verify", verbosity=0)
    # It is a paper that goes on: what changes is told to readers.
    make.make_published("Il primo dopo")
    assert b"Il primo dopo" in Client().get("/").content


def test_backup_commands_report_their_result(paper: Article, tmp_path: Path, capsys):
    path = str(tmp_path / "paper.tar")
    call_command("backup", path)
    assert "1 pezzi" in capsys.readouterr().out
    call_command("restore", path, "--replace")
    assert "1 pezzi" in capsys.readouterr().out
    with pytest.raises(CommandError, match="c’è già"):
        call_command("backup", path)
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", path)


def test_backup_is_consistent_while_others_write(paper: Article, tmp_path: Path):
    stop, written = Event(), []

    def write() -> None:
        try:
            while not stop.is_set():
                number = len(written)
                Author.objects.create(name=f"Firma {number}", slug=f"firma-{number}")
                Organization.objects.create(name=f"Ente {number}", slug=f"ente-{number}")
                written.append(number)
        finally:
            connection.close()

    writer = Thread(target=write)
    writer.start()
    try:
        while len(written) < 20:
            pass
        make_backup(tmp_path / "paper.tar")
        during = len(written)
        while len(written) < during + 5:
            pass
    finally:
        stop.set()
        writer.join()
    restore_backup(tmp_path / "paper.tar", replace=True)
    authors = Author.objects.filter(slug__startswith="firma-").count()
    organizations = Organization.objects.filter(slug__startswith="ente-").count()
    assert 20 <= organizations <= authors <= organizations + 1
    assert authors <= during + 2


def test_failed_backup_leaves_no_file(paper: Article, tmp_path: Path, monkeypatch):
    def full(*arguments: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "addfile", full)
    with pytest.raises(BackupRefused, match="No space left"):
        make_backup(tmp_path / "paper.tar")
    assert not list(tmp_path.glob("*.tar*")) and not list(tmp_path.glob(".*"))
    with pytest.raises(BackupRefused, match="nessuna"):
        make_backup(tmp_path / "nessuna" / "paper.tar")


def test_each_of_many_files_is_read_once():
    """Check as many files as a paper of four thousand pictures has."""
    names = [f"media/renditions/picture-{number}.avif" for number in range(40_000)]
    manifest = Manifest("", "sqlite", [], 0, dict.fromkeys(names, ""))
    members = list(map(tarfile.TarInfo, names))
    begun = time.process_time()
    _check_files(None, manifest, members, lambda members: [])
    assert time.process_time() - begun < 2
    with pytest.raises(BackupRefused, match="picture-1.avif"):
        _check_files(None, manifest, [*members, members[1]], lambda members: [])


def test_failure_of_a_later_step_restores_the_previous_state(
    backup: Path, paper: Article, monkeypatch
):
    """Fail once the database and the pictures are in their places."""
    [name] = [name for name in files() if name.startswith("pictures/")]
    picture = Path(default_storage.location) / name
    whole = picture.read_bytes()
    other = whole[:-1] + bytes([whole[-1] ^ 1])
    picture.write_bytes(other)
    lost = next(iter(files() - {name}))
    default_storage.delete(lost)
    Article.objects.filter(pk=paper.pk).update(headline="Di adesso")

    def fails(*words: object, **options: object) -> None:
        raise RuntimeError("a migration fails")

    monkeypatch.setattr(archive, "call_command", fails)
    stored = files()
    with pytest.raises(RuntimeError):
        restore_backup(backup, replace=True)
    assert Article.objects.get().headline == "Di adesso"
    assert files() == stored and picture.read_bytes() == other and lost not in stored
    monkeypatch.undo()
    restore_backup(backup, replace=True)
    assert Article.objects.get().headline == "Il pezzo"
    assert picture.read_bytes() == whole and lost in files()


def test_first_format_is_restored_with_a_warning(backup: Path, capsys):
    """Restore a backup that has the sum of the database alone."""
    members = members_of(backup)
    known = json.loads(members.pop("paper.json"))
    manifest = {
        "format": 1, "made_at": known["made_at"], "engine": known["engine"],
        "migrations": known["migrations"], "pieces": 1,
        "database_sha256": known["files"][databases.engine().file],
    }  # fmt: skip
    old = written(backup, {"paper.json": json.dumps(manifest).encode(), **members})
    assert not restore_backup(old, replace=True).is_checked
    call_command("restore", str(old), "--replace")
    assert "formato più vecchio" in capsys.readouterr().err
    manifest["database_sha256"] = "0"
    refused(
        written(backup, {"paper.json": json.dumps(manifest).encode(), **members}), "danneggiato"
    )
