"""Backups: a paper that is backed up and restored is the same paper, to the byte."""

from __future__ import annotations

import hashlib
import io
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

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PATHS = ["/", "/articoli/", "/articoli/il-pezzo/", "/organizzazioni/openai/", "/feed/",
         "/cerca/?q=pezzo", "/sitemap.xml", "/autori/di-fantasy/"]  # fmt: skip


@pytest.fixture
def paper() -> Article:
    make.make_organization("OpenAI")
    picture = make.make_picture("scena.png")
    body = f"<p>OpenAI e altri.</p>{make.figure(picture, 'Una scena')}"
    return make.make_published(
        "Il pezzo", body=body, tags=["tema"], lead_picture=picture,
        section=make.make_section("Modelli"),
    )  # fmt: skip


def pages() -> dict[str, bytes]:
    client = Client()
    return {path: client.get(path).content for path in PATHS}


def files() -> set[str]:
    root = Path(default_storage.location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_restored_paper_equals_the_original(paper: Article, tmp_path: Path):
    before, kept = pages(), files()
    made = make_backup(tmp_path / "paper.tar")
    assert made.pieces == 1 and made.pictures == len(kept) > 5
    make.make_published("Venuto dopo")
    Article.objects.filter(pk=paper.pk).update(headline="Rovinato")
    for name in kept:
        default_storage.delete(name)
    done = restore_backup(tmp_path / "paper.tar", replace=True)
    assert done.pictures == len(kept) and pages() == before and kept <= files()
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


@pytest.fixture
def backup(paper: Article, tmp_path: Path) -> Path:
    make_backup(tmp_path / "paper.tar")
    return tmp_path / "paper.tar"


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
    said = members.pop("paper.json")
    files = {name: content for name, content in members.items() if content is not None}
    body = written(path, files).read_bytes()
    end = sum(512 + -(-len(content) // 512) * 512 for content in files.values())
    if said is not None and "paper.json" not in changed:
        known = json.loads(said)
        manifest = Manifest(
            known["made_at"], known["engine"], known["migrations"], known["pieces"],
            {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
            hashlib.sha256(body[:end]).hexdigest(),
        )  # fmt: skip
        said = manifest.encode()
    return written(path, files if said is None else {**files, "paper.json": said})


def refused(path: Path, words: str | None = None) -> None:
    before, kept = pages(), files()
    with pytest.raises(BackupRefused, match=words):
        restore_backup(path, replace=True)
    assert pages() == before and files() == kept


def test_rewritten_backup_is_restored(backup: Path):
    """Make sure that the tests below are not refused for another reason than theirs."""
    assert restore_backup(rewritten(backup, {}), replace=True).is_checked


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
    said = members[-1]
    places = {member.offset + 10 for member in members[:4]}  # names
    places |= {picture.offset + 140, said.offset + 140}  # when it was changed
    places |= {picture.offset_data, picture.offset_data + picture.size - 1}
    places |= {picture.offset_data + picture.size}  # what fills its block
    places |= set(range(said.offset_data, said.offset_data + said.size, said.size // 15))
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
    for said in (
        b"", b"{", b"[]", b"null", b"{}", b'"x"', b"\xff\xfe", b'{"format": "2"}', b'{"format": 0}',
        *(
            json.dumps({key: value for key, value in known.items() if key != name}).encode()
            for name in known
        ),
        json.dumps({**known, "pieces": known["pieces"] + 1}).encode(),
    ):  # fmt: skip
        refused(rewritten(backup, {"paper.json": said}), "danneggiato")


def test_backup_of_another_paper_changes_nothing(backup: Path):
    known = json.loads(members_of(backup)["paper.json"])
    known.pop("manifest_sha256")
    for change, words in (
        ({"format": 3}, "più recente"),
        ({"engine": "oracle"}, "dumpdata"),
        ({"migrations": [*known["migrations"], "articles.9999_future"]}, "9999_future"),
        ({"files": {**known["files"], "media/a.jpg": "0"}}, "media/a.jpg"),
    ):
        said = Manifest(**{**known, **change}).encode()
        refused(rewritten(backup, {"paper.json": said}), words)


def test_backup_writes_no_file_outside_its_folder(backup: Path):
    for name in ("media/../fuori.txt", "etc/passwd", "media//etc/passwd"):
        refused(rewritten(backup, {name: b"x"}), "non c’entra")


def test_unusable_database_leaves_the_present_one(backup: Path):
    """Restore a copy with the right sum that is no database."""
    refused(rewritten(backup, {databases.engine().file: b"SQLite format 3\0" + b"junk" * 1000}))


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
    kept = files()
    with pytest.raises(RuntimeError):
        restore_backup(backup, replace=True)
    assert Article.objects.get().headline == "Di adesso"
    assert files() == kept and picture.read_bytes() == other and lost not in kept
    monkeypatch.undo()
    restore_backup(backup, replace=True)
    assert Article.objects.get().headline == "Il pezzo"
    assert picture.read_bytes() == whole and lost in files()


def test_first_format_is_restored_with_a_warning(backup: Path, capsys):
    """Restore a backup that has the sum of the database alone."""
    members = members_of(backup)
    known = json.loads(members.pop("paper.json"))
    said = {
        "format": 1, "made_at": known["made_at"], "engine": known["engine"],
        "migrations": known["migrations"], "pieces": 1,
        "database_sha256": known["files"][databases.engine().file],
    }  # fmt: skip
    old = written(backup, {"paper.json": json.dumps(said).encode(), **members})
    assert not restore_backup(old, replace=True).is_checked
    call_command("restore", str(old), "--replace")
    assert "formato più vecchio" in capsys.readouterr().err
    said["database_sha256"] = "0"
    refused(written(backup, {"paper.json": json.dumps(said).encode(), **members}), "danneggiato")
