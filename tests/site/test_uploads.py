"""Uploaded files and their parts, as players ask for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from articles.site.views.uploads import TYPES
from tests import factories as make
from tests.media.files import sample

SONG = sample("tone.mp3")
SIZE = len(SONG)


@pytest.fixture
def address(db) -> str:
    return make.make_media().file.url


def ask(client, address: str, part: str = "", **headers: str):
    return client.get(address, headers={**({"Range": part} if part else {}), **headers})


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_whole_file_says_that_parts_may_be_asked_for(client, address):
    answer = ask(client, address)
    assert answer.status_code == 200 and body(answer) == SONG
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(SIZE)
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("part", "start", "end"),
    [
        ("bytes=0-1", 0, 2),
        ("bytes=0-0", 0, 1),
        (f"bytes={SIZE - 1}-{SIZE - 1}", SIZE - 1, SIZE),
        ("bytes=100-", 100, SIZE),
        ("bytes=-50", SIZE - 50, SIZE),
        (f"bytes=-{SIZE * 2}", 0, SIZE),
        (f"bytes=0-{SIZE * 2}", 0, SIZE),
        ("Bytes = 5-9".replace(" ", ""), 5, 10),
    ],
)
def test_part_of_a_file(client, address, part, start, end):
    answer = ask(client, address, part)
    assert answer.status_code == 206 and body(answer) == SONG[start:end]
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer.headers["Content-Length"] == str(end - start)


@pytest.mark.parametrize("part", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0"])
def test_part_beyond_the_end_cannot_be_given(client, address, part):
    answer = ask(client, address, part)
    assert answer.status_code == 416 and body(answer) == b""
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "part",
    ["bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,4-5", "bytes=٣-", "bytes=1-2-3"],
)
def test_unusable_question_gets_the_whole(client, address, part):
    answer = ask(client, address, part)
    assert answer.status_code == 200 and body(answer) == SONG


def test_part_of_a_file_that_changed_is_the_whole(client, address):
    first = ask(client, address)
    mark, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for still in (mark, changed):
        assert ask(client, address, "bytes=0-1", **{"If-Range": still}).status_code == 206
    for other in ('"altro"', f"W/{mark}", "Mon, 01 Jan 2001 00:00:00 GMT"):
        assert ask(client, address, "bytes=0-1", **{"If-Range": other}).status_code == 200


def test_known_file_is_not_sent_again(client, address):
    mark = ask(client, address).headers["ETag"]
    assert ask(client, address, **{"If-None-Match": mark}).status_code == 304
    assert ask(client, address, "bytes=0-1", **{"If-Match": '"altro"'}).status_code == 412


def test_head_tells_of_the_whole_without_it(client, address):
    answer = client.head(address, headers={"Range": "bytes=0-1"})
    assert answer.status_code == 200 and body(answer) == b""
    assert answer.headers["Content-Length"] == str(SIZE)


def test_parts_are_not_compressed_for_the_desk(desk_of, redattore, address):
    desk = desk_of(redattore)
    answer = ask(desk, address, "bytes=0-4999", **{"Accept-Encoding": "gzip"})
    assert answer.status_code == 206 and body(answer) == SONG[:5000]
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "name",
    ["../settings.py", "%2e%2e/x", "files/", "files/2026", "niente.mp3", "a%00b.mp3", "%2Fetc%2Fx"],
)
def test_other_paths_are_not_found(client, db, settings, name):
    root = Path(settings.MEDIA_ROOT)
    (root / "files" / "2026").mkdir(parents=True)
    (root.parent / "settings.py").write_text("segreto")
    assert client.get(f"/media/{name}").status_code == 404


def test_file_that_is_being_written_is_not_found(client, db, settings):
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    (root / ".tmpabc").write_text("a metà")
    assert client.get("/media/.tmpabc").status_code == 404


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.xml", "a"])
def test_unknown_kinds_are_downloads(client, db, settings, name):
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("<script>alert(1)</script>")
    assert client.get(f"/media/{name}").headers["Content-Type"] == "application/octet-stream"


def test_nginx_serves_the_same_kinds():
    written = (Path(django_settings.BASE_DIR) / "deploy/nginx/paper.locations").read_text()
    block = re.search(r"types \{(.*?)\}", written, re.DOTALL)[1]
    served = {}
    for line in block.strip().splitlines():
        kind, *extensions = line.strip().rstrip(";").split()
        served |= dict.fromkeys(extensions, kind)
    assert served == TYPES
