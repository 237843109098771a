"""Pictures in a bucket: a real server of S3, sent to, read from, backed up."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import publishing
from articles.models import Picture
from articles.ops.backups import make_backup, restore_backup
from articles.pictures import carries
from tests import factories as make
from tests.media.files import VTT, sample
from tests.papers import free_port, wait_for
from tests.reader import Reader

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = "https://immagini.example.it"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    port = free_port()
    running = subprocess.Popen(  # noqa: S603  (our own)
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_for(port)
    yield f"http://127.0.0.1:{port}"
    running.kill()
    running.wait()


@pytest.fixture
def bucket(server: str, settings, monkeypatch) -> Iterator:
    """An empty bucket, where the settings put pictures as they do for S3_BUCKET."""
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    keys = {"aws_access_key_id": "prova", "aws_secret_access_key": "prova"}
    s3 = boto3.resource("s3", endpoint_url=server, region_name="eu-south-1", **keys)
    where = {"LocationConstraint": "eu-south-1"}
    bucket = s3.create_bucket(Bucket="giornale", CreateBucketConfiguration=where)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": "giornale", "endpoint_url": server, "region_name": "eu-south-1",
                "access_key": "prova", "secret_key": "prova", "querystring_auth": False,
                "custom_domain": PUBLIC.partition("://")[2], "file_overwrite": False,
                "object_parameters": {
                    "CacheControl": "public, max-age=86400, stale-while-revalidate=2592000"
                },
            },
        },
    }  # fmt: skip
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()


def names(bucket) -> set[str]:
    return {each.key for each in bucket.objects.all()}


def send(desk, name: str = "ponte.png") -> Picture:
    file = SimpleUploadedFile(name, make.picture_bytes((900, 600)))
    fields = {"file": file, "alt": "Un ponte", "credit": "Noi", "focal_x": "50", "focal_y": "50"}
    assert desk.post("/admin/articles/picture/upload/", fields).status_code == 201
    return Picture.objects.latest("pk")


@pytest.fixture
def desk(desk_of, bucket):
    return desk_of(make.make_user("dario", "Direttore"))


def test_picture_is_stored_in_and_served_from_the_bucket(desk, bucket, reader: Reader):
    picture = send(desk)
    assert picture.file.name in names(bucket)
    assert {one.name for one in picture.renditions()} <= names(bucket)
    stored = bucket.Object(picture.renditions()[0].name)
    assert stored.content_type.startswith("image/") and "max-age" in stored.cache_control
    body = f"<p>Prima.</p>{make.figure(picture, 'Il ponte')}"
    article = make.make_published("Il ponte", body=body, lead_picture=picture)
    page = reader.get(article.get_absolute_url()).text
    assert f'src="{PUBLIC}/renditions/' in page and "/media/" not in page
    assert f'content="{PUBLIC}/' in page, "the picture to share it by"
    assert f"{PUBLIC}/renditions/" in reader.get("/").text


def test_pictures_of_one_name_stay_distinct(desk, bucket):
    one, other = send(desk), send(desk)
    assert one.file.name != other.file.name
    assert {one.file.name, other.file.name} <= names(bucket)


def test_deleted_picture_leaves_no_object(desk, bucket):
    picture = send(desk)
    publishing.delete_picture(picture=picture, by=None)
    assert names(bucket) == set()


def test_new_focal_point_deletes_the_old_crops(desk, bucket):
    picture = send(desk)
    before = names(bucket)
    picture.focal_x = 10
    publishing.save_picture(picture=picture, by=None)
    assert {one.name for one in picture.renditions()} <= names(bucket) != before
    assert len(names(bucket)) == len(before)


def test_new_credit_is_written_into_the_objects_that_are_there(desk, bucket):
    picture = send(desk)
    before = names(bucket)
    picture.credit = "Ugo Neri"
    publishing.save_picture(picture=picture, by=None)
    assert names(bucket) == before
    for name in before:
        stored = bucket.Object(name)
        assert carries(io.BytesIO(stored.get()["Body"].read()), picture.rights)
        assert stored.content_type.startswith("image/") and "max-age" in stored.cache_control


def test_backup_includes_and_restores_pictures(desk, bucket, tmp_path: Path):
    send(desk)
    before = {each.key: each.get()["Body"].read() for each in bucket.objects.all()}
    made = make_backup(tmp_path / "paper.tar")
    assert made.pictures == len(before) > 5
    for name in before:
        default_storage.delete(name)
    restore_backup(tmp_path / "paper.tar", replace=True)
    assert {each.key: each.get()["Body"].read() for each in bucket.objects.all()} == before


def test_audio_is_stored_under_its_own_type(desk, bucket):
    """The bucket serves what it is told to, and a browser may have said anything."""
    file = SimpleUploadedFile("puntata.mp3", sample("tone.mp3"), content_type="text/html")
    fields = {"file": file, "title": "La prima", "credit": "Noi", "transcript": "Parole"}
    answer = desk.post("/admin/articles/media/upload/", fields)
    assert answer.status_code == 201
    media = answer.json()["media"]
    stored = bucket.Object(media["src"].removeprefix("/media/"))
    assert stored.content_type == "audio/mpeg"
    film = make.make_media("bars.mp4", captions=VTT)
    assert bucket.Object(film.captions.name).content_type == "text/vtt"
    publishing.delete_media(media=film, by=None)
    assert film.file.name not in names(bucket)
