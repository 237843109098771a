"""The disk is full, or may not be written: it is said, nothing is half kept, and the text is where
it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import psycopg.errors
import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection

from articles import publishing
from articles.models import Article, Picture
from articles.ops import outages
from articles.pictures.storage import WholeFileStorage
from tests import factories as make
from tests.admin.articles.forms import ADD, change, form

pytestmark = pytest.mark.django_db(transaction=True)
FULL = "Il disco del server è pieno"


@pytest.fixture
def rosa(desk_of):
    return desk_of(make.make_user("rosa", "Redattore"))


def fill() -> None:
    """SQLite may have not one page more than it has, and none of those is free."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")


def make_room() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.fixture
def full_database():
    fill()
    yield
    make_room()


def test_saving_on_a_full_disk_explains_and_keeps_the_text(rosa, full_database):
    long = "".join(f"<p>Capoverso {number} molto lungo.</p>" for number in range(4_000))
    answer = rosa.post(ADD, form(headline="Troppo lungo", body=f"{long}<p>La fine.</p>"))
    assert answer.status_code == 200
    assert FULL in answer.text
    assert "Troppo lungo" in answer.text and "La fine." in answer.text
    assert not Article.objects.exists()


def test_saving_works_again_once_there_is_room(rosa):
    article = make.make_article("Com’era", by=User.objects.get())
    long = "".join(f"<p>Capoverso {number} molto lungo.</p>" for number in range(4_000))
    fill()
    typed = form(article, headline="Come sarà", body=long)
    assert FULL in rosa.post(change(article), typed).text
    article.refresh_from_db()
    assert article.headline == "Com’era" and article.version == int(typed["_base"])
    make_room()
    assert rosa.post(change(article), typed).status_code == 302
    assert Article.objects.get().headline == "Come sarà"


def test_short_database_outage_is_reported(rosa, monkeypatch):
    def gone(*given: object, **named: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(publishing, "save", gone)
    answer = rosa.post(ADD, form(headline="Scritto intanto"))
    assert answer.status_code == 200
    assert "Il database non risponde" in answer.text and "Scritto intanto" in answer.text


class _FullDisk:
    """Writes half of what it gets."""

    def __init__(self, file) -> None:
        self.file = file

    def __enter__(self):
        return self

    def __exit__(self, *rest: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> None:
        self.file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch) -> None:
    real = os.fdopen
    monkeypatch.setattr(
        "articles.pictures.storage.os.fdopen", lambda *given: _FullDisk(real(*given))
    )


def sent() -> dict:
    file = SimpleUploadedFile("foto.png", make.picture_bytes((600, 400)))
    return {
        "file": file, "alt": "Un ponte sul Po", "credit": "Noi", "focal_x": "50", "focal_y": "50",
    }  # fmt: skip


def files() -> list[Path]:
    root = Path(django_settings.MEDIA_ROOT)
    return [path for path in root.rglob("*") if path.is_file()]


def test_upload_on_a_full_disk_explains_and_leaves_no_file(rosa, full_disk):
    answer = rosa.post("/admin/articles/picture/upload/", sent())
    assert answer.status_code == 400
    assert FULL in answer.json()["errors"]["file"][0]
    answer = rosa.post("/admin/articles/picture/add/", sent())
    assert answer.status_code == 200
    assert FULL in answer.text and "Un ponte sul Po" in answer.text
    assert files() == [] and not Picture.objects.exists()


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_upload_on_a_read_only_disk_explains_itself(rosa, monkeypatch, number: int):
    def refuse(*given: object, **named: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("articles.pictures.storage.tempfile.mkstemp", refuse)
    answer = rosa.post("/admin/articles/picture/upload/", sent())
    assert answer.status_code == 400
    assert "non può scrivere" in answer.json()["errors"]["file"][0]
    answer = rosa.post("/admin/articles/picture/add/", sent())
    assert answer.status_code == 200
    assert "non può scrivere" in answer.text and "Un ponte sul Po" in answer.text
    assert not Picture.objects.exists()


def test_saving_in_a_read_only_database_explains_itself(rosa, monkeypatch):
    def refuse(*given: object, **named: object) -> None:
        error = OperationalError("attempt to write a readonly database")
        error.__cause__ = psycopg.errors.ReadOnlySqlTransaction("x")
        raise error

    monkeypatch.setattr(publishing, "save", refuse)
    answer = rosa.post(ADD, form(headline="Scritto intanto"))
    assert "Il server non può scrivere" in answer.text and "Scritto intanto" in answer.text


def test_simultaneous_pictures_of_one_name_are_two(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    free = storage.get_available_name("a.png")
    names = [storage._save(free, ContentFile(data)) for data in (b"1", b"2")]
    assert names[0] == "a.png" != names[1]
    assert [(tmp_path / name).read_bytes() for name in names] == [b"1", b"2"]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "x"), True),
        (OSError(errno.EACCES, "x"), False),
        (psycopg.errors.DiskFull("x"), True),
        (psycopg.errors.AdminShutdown("x"), False),
        (None, False),
    ],
)
def test_full_disk_is_distinguished_from_an_outage(error, full: bool):
    if isinstance(error, psycopg.Error):
        wrapped = OperationalError("x")
        wrapped.__cause__ = error
        error = wrapped
    assert outages.is_full(error) == full
    assert outages.is_silent(error) == (isinstance(error, OperationalError) and not full)
