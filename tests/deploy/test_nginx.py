"""nginx before the paper, by the configuration that is given with it."""

from __future__ import annotations

import gzip
import http.client
import re
import time

import brotli
import pytest

from tests.deploy.conftest import HOST, Town
from tests.media.files import sample

pytestmark = pytest.mark.nginx

#: After which what nginx has is no longer fresh: it counts whole seconds.
SECONDS = 2.1


@pytest.fixture(scope="module", autouse=True)
def paper(town: Town) -> None:
    town.run("make.make_published('Il titolo', body='<p>' + 'Una frase lunga. ' * 60 + '</p>')")


def test_page_is_requested_upstream_once_a_second(town: Town):
    path = "/articoli/il-titolo/"
    first, again = town.ask(path), town.ask(path)
    assert first.status == again.status == 200 and first.body == again.body
    assert first.headers["x-cache"] == "MISS" and again.headers["x-cache"] == "HIT"
    assert again.headers["cache-control"] == "public, no-cache"
    assert "x-accel-expires" not in again.headers
    mark = again.headers["etag"]
    assert town.ask(path, If_None_Match=mark).status == 304
    time.sleep(SECONDS)
    assert town.ask(path).headers["x-cache"] == "REVALIDATED"
    assert town.ask(path).headers["x-cache"] == "HIT"


def test_each_browser_gets_an_accepted_encoding(town: Town):
    plain = town.ask("/articoli/").body
    for _ in range(2):
        packed = town.ask("/articoli/", Accept_Encoding="gzip, deflate, br")
        assert packed.headers["content-encoding"] == "br"
        assert brotli.decompress(packed.body) == plain
        packed = town.ask("/articoli/", Accept_Encoding="gzip")
        assert (
            packed.headers["content-encoding"] == "gzip" and gzip.decompress(packed.body) == plain
        )
        assert "content-encoding" not in town.ask("/articoli/").headers


def test_published_article_appears_within_two_seconds(town: Town):
    assert town.ask("/").status == 200
    town.run("make.make_published('Appena uscito')")
    time.sleep(SECONDS)
    assert "Appena uscito" in town.ask("/").text
    assert town.ask("/articoli/appena-uscito/").status == 200


def test_withdrawn_article_disappears_within_two_seconds(town: Town):
    town.run("make.make_published('Da ritirare')")
    time.sleep(SECONDS)
    assert town.ask("/articoli/da-ritirare/").status == 200
    town.run(
        "from articles import publishing; from articles.models import Article\n"
        "publishing.withdraw(article=Article.objects.get(slug='da-ritirare'), by=None)"
    )
    time.sleep(SECONDS)
    assert town.ask("/articoli/da-ritirare/").status == 410


def test_logged_in_answers_are_not_shared(town: Town):
    for cookie in ("sessionid=whatever", "a=b; sessionid=whatever"):
        answer = town.ask("/articoli/", Cookie=cookie)
        assert answer.headers["x-cache"] == "BYPASS"
        assert answer.headers["cache-control"] == "private, no-cache"
    assert town.ask("/articoli/").headers["cache-control"] == "public, no-cache"
    assert "x-cache" not in town.ask("/admin/login/").headers


def test_forwarded_headers_of_clients_are_ignored(town: Town):
    forged = town.ask(
        "/?zibaldone=zibaldone", X_Forwarded_Proto="http", X_Forwarded_Host="zibaldone.it",
        X_Forwarded_For="10.0.0.1", X_Accel_Expires="3600", Forwarded="host=zibaldone.it",
    )  # fmt: skip
    assert forged.status == 200 and "zibaldone" not in forged.text


def test_unknown_host_gets_no_answer(town: Town):
    with pytest.raises((http.client.HTTPException, OSError)):
        town.ask("/", host="altrove.it", secure=False)
    answer = town.ask("/articoli/?q=1", secure=False)
    assert answer.status == 301 and answer.headers["location"] == f"https://{HOST}/articoli/?q=1"


def test_static_files_are_immutable(town: Town):
    [path] = set(re.findall(r"/static/articles/paper\.[0-9a-f]+\.css", town.ask("/").text))
    sheet = town.ask(path, Accept_Encoding="gzip")
    assert sheet.status == 200 and sheet.headers["content-type"].startswith("text/css")
    assert "immutable" in sheet.headers["cache-control"]
    assert sheet.headers["content-encoding"] == "gzip"


def test_uploads_are_pictures_or_downloads(town: Town):
    for name in ("trappola.html", "trappola.svg", "trappola.js"):
        (town.root / "media" / name).write_text("<script>alert(1)</script>")
        answer = town.ask(f"/media/{name}")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert town.ask("/media/").status in (403, 404)


def test_audio_is_sent_in_parts(town: Town):
    song = sample("tone.mp3")
    (town.root / "media" / "puntata.mp3").write_bytes(song)
    whole = town.ask("/media/puntata.mp3")
    assert whole.headers["content-type"] == "audio/mpeg"
    assert whole.headers["accept-ranges"] == "bytes"
    part = town.ask("/media/puntata.mp3", Range="bytes=100-199")
    assert part.status == 206 and part.body == song[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{len(song)}"
    assert "sandbox" in part.headers["content-security-policy"]
    mark = whole.headers["etag"]
    assert town.ask("/media/puntata.mp3", Range="bytes=0-1", If_Range=mark).status == 206
    assert town.ask("/media/puntata.mp3", Range="bytes=0-1", If_Range='"x"').status == 200
    assert town.ask("/media/puntata.mp3", Range=f"bytes={len(song)}-").status == 416
    assert town.ask("/media/puntata.mp3", method="HEAD").status == 200


def test_files_as_large_as_a_video_reach_the_paper(town: Town):
    large = b"0" * (33 * 1024**2)
    assert town.ask("/admin/articles/picture/add/", method="POST", body=large).status == 413
    answer = town.ask("/admin/articles/media/upload/", method="POST", body=large)
    assert answer.status != 413


def test_login_attempts_are_limited(town: Town):
    statuses = [
        town.ask("/admin/login/", method="POST", body="login=a&password=b").status
        for _ in range(15)
    ]
    assert statuses[0] != 429 and statuses[-1] == 429
    assert town.ask("/admin/login/").status == 200  # to look at it is nothing


@pytest.mark.parametrize("act", ["withdrawn", "masked"])
def test_private_page_is_not_served_during_an_outage(town: Town, act: str):
    """The same is true of other pages that tell of it."""
    slug = f"la-smentita-di-chi-e-stato-{act}"
    town.run(
        "make.make_published('La smentita di chi è stato " + act + "', "
        "standfirst='Parla Ermenegilda Zaccarini', body='<p>Ermenegilda Zaccarini nega.</p>')"
    )
    paths = (f"/articoli/{slug}/", "/", "/articoli/", "/feed/", "/cerca/?q=Ermenegilda")
    for path in paths:
        assert "Ermenegilda" in town.ask(path).text
        assert town.ask(path).headers["x-cache"] == "HIT"
    undo = {
        "withdrawn": "publishing.withdraw(article=article, by=None, reason='Era falso')",
        "masked": (
            "asked = OblivionRequest.objects.create(person='E. Z.', request='Non sono io'); "
            "asked.articles.add(article); "
            "publishing.decide_erasure(decision=OblivionDecision(request=asked, article=article, "
            "kind='initials', names='Ermenegilda Zaccarini', initials='E. Z.', "
            "reasons='Accolta'), by=None)"
        ),
    }[act]
    town.run(
        "from articles import publishing\n"
        "from articles.models import Article, OblivionDecision, OblivionRequest\n"
        f"article = Article.objects.get(slug='{slug}')\n{undo}"
    )
    town.stop_papers()
    time.sleep(SECONDS)
    try:
        for path in paths:
            down = town.ask(path)
            assert down.status == 502 and "Ermenegilda" not in down.text, path
    finally:
        town.start_papers()
    status = {"withdrawn": 410, "masked": 200}[act]
    gone = town.ask(f"/articoli/{slug}/")
    assert gone.status == status and "Ermenegilda" not in gone.text


def test_cached_pages_are_served_during_an_outage(town: Town):
    read = {path: town.ask(path).body for path in ("/", "/articoli/il-titolo/")}
    town.stop_papers()
    time.sleep(SECONDS)
    for path, body in read.items():
        stale = town.ask(path)
        assert stale.status == 200 and stale.body == body and stale.headers["x-cache"] == "STALE"
    down = town.ask("/mai-vista/")
    assert down.status == 502 and "Torniamo subito" in down.text
    assert down.headers["retry-after"] == "30" and down.headers["cache-control"] == "no-store"
    town.start_papers()
    time.sleep(SECONDS)
    assert town.ask("/mai-vista/").status == 404
    assert town.ask("/").headers["x-cache"] in ("REVALIDATED", "EXPIRED")
