import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db

PATHS = ["/", "/articoli/il-titolo/", "/feed/", "/feed/json/", "/sitemap.xml", "/api/articles"]


@pytest.fixture(autouse=True)
def paper() -> None:
    make.make_published("Il titolo", body="<p>" + "Una frase lunga. " * 40 + "</p>")


@pytest.mark.parametrize("path", PATHS)
def test_what_has_not_changed_is_not_sent_again(reader: Client, path: str):
    first = reader.get(path, headers={"Accept-Encoding": "gzip"})
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = reader.get(
        path, headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": "gzip"}
    )
    assert again.status_code == 304 and not again.content
    assert again.headers["ETag"].removeprefix("W/") == first.headers["ETag"].removeprefix("W/")
    for name in ("Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize("path", ["/", "/feed/", "/api/articles"])
def test_what_has_changed_is(reader: Client, path: str):
    first = reader.get(path)
    make.make_published("Un altro")
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_says(reader: Client, path: str):
    get, head = reader.get(path), reader.head(path)
    assert not head.content
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control", "Vary"):
        assert head.headers.get(name) == get.headers.get(name), name


def test_pages_are_compressed(reader: Client):
    page = reader.get("/articoli/il-titolo/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip" and len(page.content) < 4000


def test_readers_pages_run_no_script_and_the_desk_does(reader: Client, client, redattore):
    policy = reader.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy
    client.force_login(redattore)
    assert "Content-Security-Policy" not in client.get("/admin/").headers
