"""Answers as readers are sent them: marks, encodings, headers."""

from __future__ import annotations

import gzip
import re
import time

import brotli
import pytest

from articles.page_cache.cache_key import best_encoding
from tests import factories as make
from tests.page_cache.fronts import ARTICLE
from tests.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]

PATHS = ["/", "/articoli/il-titolo/", "/feed/", "/feed/json/", "/sitemap.xml", "/api/articles"]


@pytest.mark.parametrize("path", PATHS)
def test_unchanged_page_answers_304(reader: Reader, path: str):
    first = reader.get(path, headers={"Accept-Encoding": "gzip"})
    assert first.headers["Cache-Control"] == "public, no-cache"
    made = reader.pages_made
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.content and reader.pages_made == made
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize("path", ["/", "/feed/", "/api/articles"])
def test_changed_page_is_sent_again(reader: Reader, path: str):
    first = reader.get(path)
    make.make_published("Un altro")
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200 and "Un altro" in again.text


def test_etag_is_recognised_in_every_form(reader: Reader):
    mark = reader.get("/").headers["ETag"]
    for named in (mark.removeprefix("W/"), f'"altro", {mark}', f'{mark}, "altro"'):
        assert reader.get("/", headers={"If-None-Match": named}).status_code == 304, named
    for named in ('"altro"', "senza virgolette", ""):
        assert reader.get("/", headers={"If-None-Match": named}).status_code == 200, named


def test_last_modified_waits_for_the_next_second(reader: Reader, monkeypatch):
    """Two editions that were first seen in one second would otherwise have the same time."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    assert "Last-Modified" not in reader.get("/").headers
    monkeypatch.setattr(time, "time", lambda: now + 1)
    seen = reader.get("/").headers["Last-Modified"]
    assert reader.get("/", headers={"If-Modified-Since": seen}).status_code == 304
    make.make_published("Un altro")
    assert reader.get("/", headers={"If-Modified-Since": seen}).status_code == 200
    # The mark is the finer of the two, and counts where both are named.
    answer = reader.get("/", headers={"If-Modified-Since": seen, "If-None-Match": '"altro"'})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", [*PATHS, "/articoli/mai-scritto/"])
def test_head_has_the_headers_of_get(reader: Reader, path: str):
    head, get = reader.head(path), reader.get(path)
    assert not head.content and head.status_code == get.status_code
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control", "Vary"):
        assert head.headers.get(name) == get.headers.get(name), name


def test_pages_are_compressed_as_requested(reader: Reader):
    plain = reader.get(ARTICLE)
    made = reader.pages_made
    packed = reader.get(ARTICLE, headers={"Accept-Encoding": "gzip"})
    smaller = reader.get(ARTICLE, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert smaller.headers["Content-Encoding"] == "br"
    assert len(smaller.content) < len(packed.content) < len(plain.content) / 3
    assert gzip.decompress(packed.content) == brotli.decompress(smaller.content) == plain.content
    assert reader.pages_made == made  # the page was made once


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""), ("identity", ""), ("gzip", "gzip"), ("GZIP;q=0.5", "gzip"), ("br", "br"),
        ("gzip;q=0, br;q=0.000", ""), ("br;q=0, gzip;q=1.0", "gzip"), ("deflate, zstd", ""),
        ("brandy", ""), ("*", ""),
    ],
)  # fmt: skip
def test_unaccepted_encoding_is_not_sent(accepted: str, encoding: str):
    assert best_encoding(accepted) == encoding


def test_policy_allows_scripts_at_the_desk_only(reader: Reader, client, redattore):
    policy = reader.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy
    client.force_login(redattore)
    policy, other = (client.get("/admin/articles/article/add/") for _twice in range(2))
    assert re.search(r"script-src 'self' 'nonce-[\w+/=]{22,}'", headers := str(policy.headers))
    assert "unsafe-" not in headers
    nonce = re.search(r"nonce-([\w+/=]+)", headers)[1]
    assert f'type="importmap" nonce="{nonce}"' in policy.text and nonce not in other.text


def test_surrogate_keys_name_the_content(reader: Reader):
    assert reader.get("/").headers["Surrogate-Key"] == "paper front"
    assert reader.get(ARTICLE).headers["Surrogate-Key"] == "paper article article/il-titolo"
    assert "Surrogate-Key" not in reader.get("/articoli/mai-scritto/").headers
