"""Turns for large pictures, each decoded in a process of its own that gives its memory back."""

from __future__ import annotations

import errno
import io
import json
import os
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles import pictures
from articles.models import Picture
from articles.pictures import (
    Rights,
    decoding,
    read_photograph,
    render_file,
    renditions_of,
    turns,
)
from tests import factories as make
from tests.pictures.files import jpeg

ADD, LIBRARY = "/admin/articles/picture/add/", "/admin/articles/picture/upload/"
PICTURE = Image.new("RGB", (90, 60), (200, 30, 30))
SAID = {"alt": "Una macchia", "credit": "Noi", "focal_x": "50", "focal_y": "50"}


@pytest.fixture
def all_are_large(monkeypatch):
    monkeypatch.setattr(decoding, "_SMALL", 0)


def large(width: int = 7745, height: int = 7745) -> bytes:
    """Return a PNG of 60 million pixels, all alike and half transparent: a quarter of a
    megabyte.
    """
    packer = zlib.compressobj(9)
    row = b"\0" + bytes([10, 20, 30, 128]) * width
    rows = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def test_process_gives_the_same_result_as_in_memory(monkeypatch):
    file = ContentFile(jpeg(Image.effect_noise((900, 600), 60).convert("RGB")))
    wanted = renditions_of("pictures/a.jpg", (900, 600), (20, 80))
    rights = Rights(credit="Ada «Bì» & C.", creator="Ada Bianchi")
    here = read_photograph(file), render_file(file, wanted, rights)
    monkeypatch.setattr(decoding, "_SMALL", 0)
    assert (read_photograph(file), render_file(file, wanted, rights)) == here
    with pytest.raises(ValidationError) as caught:
        read_photograph(ContentFile(jpeg(Image.new("RGB", (90, 60)))[:-300]))
    assert caught.value.code == "picture_unreadable"


def read_large() -> list[int]:
    """Read a large picture; return the growth of this process, and the peak memory of the one it
    started, in kilobytes. Call it in a process that has started no other.
    """
    data = large()
    assert len(data) < 300_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    photograph = read_photograph(ContentFile(data))
    assert photograph.size == (7745, 7745) and photograph.extension == "png"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return [grown, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]


@pytest.mark.long
def test_sixty_million_pixels_cost_this_process_no_memory(tmp_path: Path):
    code = "from tests.pictures.test_turns import read_large; print(read_large())"
    done = subprocess.run(  # noqa: S603  (our own command)
        [sys.executable, "manage.py", "shell", "--no-imports", "-v0", "-c", code],
        cwd=settings.BASE_DIR, env={**os.environ, "MEDIA_ROOT": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    grown, most = json.loads(done.stdout)
    assert grown < 20_000 and most < 700_000


def test_request_that_would_wait_is_asked_to_retry(desk_of, redattore, settings, all_are_large):
    """Show the typed data again, and leave the thread that would have waited to readers."""
    rosa = desk_of(redattore)
    lock = turns._take(waits=True)
    fields = {**SAID, "caption": "Un ponte sul Po"}
    page = rosa.post(ADD, {**fields, "file": SimpleUploadedFile("foto.jpg", jpeg(PICTURE))})
    assert page.status_code == 503 and page.headers["Retry-After"] == "10"
    assert "se ne fa una alla volta" in page.text and "Un ponte sul Po" in page.text
    answer = rosa.post(LIBRARY, {**fields, "file": SimpleUploadedFile("foto.jpg", jpeg(PICTURE))})
    assert answer.status_code == 503
    assert "se ne fa una alla volta" in answer.json()["errors"]["file"][0]
    assert not Picture.objects.exists()
    os.close(lock)
    answer = rosa.post(LIBRARY, {**fields, "file": SimpleUploadedFile("foto.jpg", jpeg(PICTURE))})
    assert answer.status_code == 201
    os.close(turns._take(waits=False))  # the turn ended with the request


def test_new_focal_point_needs_no_turn(desk_of, redattore, monkeypatch):
    rosa, picture = desk_of(redattore), make.make_picture()
    monkeypatch.setattr(decoding, "_SMALL", 0)
    lock = turns._take(waits=True)
    path = f"/admin/articles/picture/{picture.pk}/change/"
    page = rosa.post(path, {**SAID, "focal_x": "10", "caption": "Altro"})
    os.close(lock)
    assert page.status_code == 503 and "Altro" in page.text
    picture.refresh_from_db()
    assert picture.focal_x == 50 and picture.renditions_version == pictures.RENDITIONS_VERSION


def test_small_pictures_need_no_turn(db):
    lock = turns._take(waits=True)
    with pictures.without_waiting() as turn:
        assert make.make_picture().renditions_version == pictures.RENDITIONS_VERSION
    os.close(lock)
    assert not turn.was_busy


def test_request_keeps_its_turn(all_are_large, settings):
    file = ContentFile(jpeg(PICTURE))
    with pictures.without_waiting():
        read_photograph(file)
        with pytest.raises(BlockingIOError):
            turns._take(waits=False)
        read_photograph(file)
    os.close(turns._take(waits=False))


def test_failed_turn_is_not_reported_as_a_broken_file(all_are_large, monkeypatch):
    def take(*, waits: bool) -> int:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(turns, "_take", take)
    with pytest.raises(PermissionError):
        read_photograph(ContentFile(make.picture_bytes()))


def test_webp_has_a_lower_pixel_limit(monkeypatch):
    monkeypatch.setattr(decoding, "MAX_WEBP_PIXELS", 1_000_000)
    out = io.BytesIO()
    Image.new("RGB", (1001, 1000)).save(out, "WEBP")
    with pytest.raises(ValidationError) as caught:
        read_photograph(ContentFile(out.getvalue()))
    assert caught.value.code == "picture_too_large" and "1 milion" in caught.value.messages[0]
