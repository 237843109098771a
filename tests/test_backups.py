"""A paper that was kept and put back is the same paper, to the byte."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from articles.backups import databases, make_backup, restore_backup
from articles.backups.databases import BackupRefused
from articles.models import Article, Author, Organization
from tests import factories as make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PATHS = ["/", "/articoli/", "/articoli/il-pezzo/", "/organizzazioni/openai/", "/feed/",
         "/cerca/?q=pezzo", "/sitemap.xml", "/autori/di-fantasy/"]  # fmt: skip


@pytest.fixture
def paper() -> Article:
    make.put_groups_back()
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


def test_a_paper_comes_back_as_it_was(paper: Article, tmp_path: Path):
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


def test_the_commands_say_what_they_did(paper: Article, tmp_path: Path, capsys):
    path = str(tmp_path / "paper.tar")
    call_command("backup", path)
    assert "1 pezzi" in capsys.readouterr().out
    call_command("restore", path, "--replace")
    assert "1 pezzi" in capsys.readouterr().out
    with pytest.raises(CommandError, match="c’è già"):
        call_command("backup", path)
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", path)


def test_it_is_a_moment_of_the_paper_while_others_write(paper: Article, tmp_path: Path):
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


def test_a_backup_that_fails_leaves_nothing(paper: Article, tmp_path: Path, monkeypatch):
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


def rewritten(path: Path, changed: dict[str, bytes | None], **added: bytes) -> Path:
    """The same backup with other contents under some names, or without them."""
    made = path.with_name("other.tar")
    with tarfile.open(path) as source, tarfile.open(made, "w") as target:
        for member in source:
            content = changed.get(member.name, source.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                target.addfile(member, io.BytesIO(content))
        for name, content in added.items():
            member = tarfile.TarInfo(name.replace("_up_", "../"))
            member.size = len(content)
            target.addfile(member, io.BytesIO(content))
    return made


def refused(path: Path, words: str | None = None) -> None:
    before, kept = pages(), files()
    with pytest.raises(BackupRefused, match=words):
        restore_backup(path, replace=True)
    assert pages() == before and files() == kept


def test_what_is_damaged_changes_nothing(backup: Path, tmp_path: Path):
    whole = backup.read_bytes()
    for cut in (0, 100, 3000, len(whole) // 2):
        (tmp_path / "cut.tar").write_bytes(whole[:cut])
        refused(tmp_path / "cut.tar")
    with tarfile.open(backup) as tar:
        names = tar.getnames()
    database = databases.engine().file
    refused(rewritten(backup, {database: b"nothing"}), "danneggiat")
    refused(rewritten(backup, {database: None}), "non ha il database")
    refused(rewritten(backup, {"paper.json": None}), "non è la copia")
    assert names[:2] == ["paper.json", database]


def test_what_is_of_another_paper_changes_nothing(backup: Path):
    with tarfile.open(backup) as tar:
        manifest = json.load(tar.extractfile("paper.json"))
    for change, words in (
        ({"format": 2}, "più recente"),
        ({"engine": "oracle"}, "dumpdata"),
        ({"migrations": [*manifest["migrations"], "articles.9999_future"]}, "9999_future"),
    ):
        said = json.dumps({**manifest, **change}).encode()
        refused(rewritten(backup, {"paper.json": said}), words)


def test_nothing_is_written_where_it_does_not_belong(backup: Path):
    for name in ("media/_up_fuori.txt", "etc/passwd", "media//etc/passwd"):
        refused(rewritten(backup, {}, **{name: b"x"}), "non c’entra")


def test_a_database_that_cannot_be_put_back_leaves_the_one_that_is_there(backup, monkeypatch):
    """The copy is what it says, and is no database."""
    database = databases.engine().file
    with tarfile.open(backup) as tar:
        manifest = json.load(tar.extractfile("paper.json"))
    import hashlib

    junk = b"SQLite format 3\0" + b"junk" * 1000
    said = {**manifest, "database_sha256": hashlib.sha256(junk).hexdigest()}
    changed = {database: junk, "paper.json": json.dumps(said).encode()}
    refused(rewritten(backup, changed))
