"""What the front sends, keeps, and never keeps."""

from __future__ import annotations

import gzip
import re
import threading
import time
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from django.core.cache import caches

from articles import publishing
from articles.delivery.edition import EditionUnknown
from articles.page_cache.cache_key import best_encoding, significant_query
from articles.page_cache.store import PageStore
from articles.page_cache.stored_page import StoredPage
from articles.page_cache.wsgi import PageCache
from articles.site.api import parameters
from articles.site.parameters import PARAMETERS
from tests import factories as make
from tests.reader import Reader, end_of_transaction

pytestmark = pytest.mark.django_db

PATHS = ["/", "/articoli/il-titolo/", "/feed/", "/feed/json/", "/sitemap.xml", "/api/articles"]
ARTICLE = "/articoli/il-titolo/"


@pytest.fixture(autouse=True)
def paper() -> None:
    make.make_published("Il titolo", body="<p>" + "Una frase lunga. " * 40 + "</p>")


def answer_of(body: str = "Testo", **headers: str) -> tuple[str, list, bytes]:
    said = {"Content-Type": "text/html", "Cache-Control": "public, no-cache", **headers}
    return (
        "200 OK",
        [(name.replace("_", "-"), value) for name, value in said.items()],
        body.encode(),
    )


def front_before(answer, *, size: int = 1_000_000, shared=None) -> PageCache:
    """A front before an application that answers what `answer(environ)` gives."""

    def application(environ, start_response):
        status, headers, body = answer(environ)
        start_response(status, headers)
        return [body]

    return PageCache(application, build="test", parameters=PARAMETERS, size=size, shared=shared)


def ask(front: PageCache, path: str = "/", query: str = "", **headers: str):
    """Status, headers and body of an answer."""
    started: list = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query,
        "wsgi.url_scheme": "http", "HTTP_HOST": "testserver", **headers,
    }  # fmt: skip
    body = b"".join(front(environ, lambda *given: started.extend(given)))
    return started[0], dict(started[1]), body


# What readers are sent


@pytest.mark.parametrize("path", PATHS)
def test_what_has_not_changed_is_not_sent_again(reader: Reader, path: str):
    first = reader.get(path, headers={"Accept-Encoding": "gzip"})
    assert first.headers["Cache-Control"] == "public, no-cache"
    asked = reader.asked
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.content and reader.asked == asked
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize("path", ["/", "/feed/", "/api/articles"])
def test_what_has_changed_is(reader: Reader, path: str):
    first = reader.get(path)
    make.make_published("Un altro")
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200 and "Un altro" in again.text


def test_a_mark_is_known_in_every_form(reader: Reader):
    mark = reader.get("/").headers["ETag"]
    for named in (mark.removeprefix("W/"), f'"altro", {mark}', f'{mark}, "altro"'):
        assert reader.get("/", headers={"If-None-Match": named}).status_code == 304, named
    for named in ('"altro"', "senza virgolette", ""):
        assert reader.get("/", headers={"If-None-Match": named}).status_code == 200, named


def test_a_page_has_a_time_when_its_second_is_over(reader: Reader, monkeypatch):
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
def test_head_says_what_get_says(reader: Reader, path: str):
    head, get = reader.head(path), reader.get(path)
    assert not head.content and head.status_code == get.status_code
    for name in ("ETag", "Content-Type", "Content-Length", "Cache-Control", "Vary"):
        assert head.headers.get(name) == get.headers.get(name), name


def test_pages_are_compressed_as_they_are_asked_for(reader: Reader):
    plain = reader.get(ARTICLE)
    asked = reader.asked
    packed = reader.get(ARTICLE, headers={"Accept-Encoding": "gzip"})
    smaller = reader.get(ARTICLE, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert smaller.headers["Content-Encoding"] == "br"
    assert len(smaller.content) < len(packed.content) < len(plain.content) / 3
    assert gzip.decompress(packed.content) == brotli.decompress(smaller.content) == plain.content
    assert reader.asked == asked  # the page was made once


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""), ("identity", ""), ("gzip", "gzip"), ("GZIP;q=0.5", "gzip"), ("br", "br"),
        ("gzip;q=0, br;q=0.000", ""), ("br;q=0, gzip;q=1.0", "gzip"), ("deflate, zstd", ""),
        ("brandy", ""), ("*", ""),
    ],
)  # fmt: skip
def test_an_encoding_is_sent_only_where_it_is_taken(accepted: str, encoding: str):
    assert best_encoding(accepted) == encoding


def test_readers_pages_run_no_script_and_the_desk_does(reader: Reader, client, redattore):
    policy = reader.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy
    client.force_login(redattore)
    policy, other = (client.get("/admin/articles/article/add/") for _twice in range(2))
    assert re.search(r"script-src 'self' 'nonce-[\w+/=]{22,}'", said := str(policy.headers))
    assert "unsafe-" not in said
    nonce = re.search(r"nonce-([\w+/=]+)", said)[1]
    assert f'type="importmap" nonce="{nonce}"' in policy.text and nonce not in other.text


def test_networks_know_what_to_forget(reader: Reader):
    assert reader.get("/").headers["Surrogate-Key"] == "paper front"
    assert reader.get(ARTICLE).headers["Surrogate-Key"] == "paper article article/il-titolo"
    assert "Surrogate-Key" not in reader.get("/articoli/mai-scritto/").headers


# What is kept, and under what


def test_a_page_is_made_once_for_all(reader: Reader):
    for query in ("", "?utm_source=lettera&utm_medium=email", "?fbclid=x", "?nulla", "?a[]=1"):
        assert "Il titolo" in reader.get(f"/{query}").text
    assert reader.asked == 1


def test_what_nobody_reads_gets_into_no_page(reader: Reader):
    """A page that another is to get has nothing of who asked first."""
    marks = {"X-Forwarded-Host": "zibaldone.it", "Referer": "https://zibaldone.it/",
             "User-Agent": "zibaldone", "Accept-Language": "en", "X-Original-URL": "/zibaldone/",
             "Forwarded": "host=zibaldone.it", "Cookie": "csrftoken=zibaldone"}  # fmt: skip
    first = reader.get("/articoli/?zibaldone=zibaldone&utm_source=zibaldone", headers=marks)
    assert reader.get("/articoli/").content == first.content and reader.asked == 1
    assert b"zibaldone" not in first.content and "zibaldone" not in str(first.headers)


def test_another_host_gets_no_page_of_ours(reader: Reader, settings):
    settings.ALLOWED_HOSTS = ["testserver", "giornale.it"]
    reader.get("/")
    assert reader.get("/", headers={"Host": "altrove.it"}).status_code == 400
    assert reader.get("/", headers={"Host": "giornale.it"}).status_code == 200
    assert reader.asked == 3  # each host has pages of its own


@pytest.mark.parametrize(
    "path",
    [
        "//example.invalid/articoli", "/%2f%2fexample.invalid", "/\\example.invalid/articoli",
        "/articoli//example.invalid", "/@example.invalid/..", "/.example.invalid", "/articoli",
        "/articoli?next=//example.invalid", "/articoli%0d%0aLocation:%20//example.invalid",
        "/%5cexample.invalid/articoli", "/https://example.invalid/articoli",
    ],
)  # fmt: skip
def test_no_redirection_leads_elsewhere(reader: Reader, path: str):
    forged = {"HTTP_X_FORWARDED_HOST": "example.invalid", "HTTP_FORWARDED": "host=example.invalid"}
    answer = reader.get(path, **forged)
    where = urlsplit(urljoin("http://testserver/", answer.headers.get("Location", "/")))
    assert where.netloc == "testserver"
    assert "\n" not in answer.headers.get("Location", "")


def test_every_parameter_that_a_page_reads_matters():
    assert {"q", "prima", "dopo", "pagina", "lettera", "organizzazione", "ordine"} <= PARAMETERS
    assert parameters() <= PARAMETERS and "limit" in parameters()


def test_a_query_has_one_form():
    def significant(query: str) -> str:
        return significant_query(query, frozenset({"q", "sezione"}))

    assert significant("utm_source=x&q=due+parole&_=1") == "q=due+parole"
    assert significant("sezione=a&q=%C3%A8") == significant("q=%c3%a8&sezione=a")
    assert significant("q=&q=b") == "q=&q=b"  # Django reads the last, as it was sent
    assert significant("&".join(f"q={n}" for n in range(100))).count("q=") == 40  # the first


def test_who_is_logged_in_gets_nothing_kept_and_leaves_nothing(reader: Reader, redattore):
    draft = make.make_article("Solo per noi")
    reader.get("/")
    reader.force_login(redattore)
    before = reader.asked
    for _ in range(2):
        page = reader.get("/")
        assert page.headers["Cache-Control"] == "private, no-cache" and "ETag" not in page.headers
    assert reader.asked == before + 2
    assert reader.get(draft.get_absolute_url()).status_code == 200
    reader.cookies.clear()
    assert reader.get(draft.get_absolute_url()).status_code == 404


def test_who_is_logged_in_sees_a_draft_that_others_were_told_is_not_there(reader, redattore):
    draft = make.make_article("Solo per noi")
    missing = reader.get(draft.get_absolute_url())
    assert missing.status_code == 404
    reader.force_login(redattore)
    mark = missing.headers.get("ETag", 'W/"nessuno"')
    answer = reader.get(draft.get_absolute_url(), headers={"If-None-Match": mark})
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Set_Cookie": "a=b"},
        {"Cache_Control": "private, no-store"},
        {"Cache_Control": "public, max-age=60"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Encoding, User-Agent"},
    ],
)
def test_what_is_for_one_is_not_kept_for_others(headers: dict[str, str]):
    asked = []
    front = front_before(lambda environ: (asked.append(1), answer_of(**headers))[1])
    for _ in range(2):
        _status, sent, _body = ask(front)
        assert "ETag" not in sent
    assert len(asked) == 2


def test_errors_and_redirections_are_not_kept():
    for status in ("301 Moved Permanently", "429 Too Many Requests", "500 Server Error"):
        asked = []
        front = front_before(
            lambda environ, status=status, asked=asked: (
                asked.append(1),
                (status, *answer_of()[1:]),
            )[1]
        )
        ask(front), ask(front)
        assert len(asked) == 2, status


def test_a_preview_is_not_kept(reader: Reader, direttore):
    article = make.make_article("Da mostrare")
    link = publishing.previews.make_link(article=article, by=direttore)
    for _ in range(2):
        assert reader.get(link.get_absolute_url()).status_code == 200
    publishing.previews.revoke_link(link=link, by=direttore)
    assert reader.get(link.get_absolute_url()).status_code == 410


# How much is kept


def test_the_memory_is_bounded():
    store = PageStore(100_000)
    for number in range(1000):
        content = f"{number} ".encode() * 2000
        store.put(
            (str(number),), StoredPage.of("200 OK", [("Content-Type", "text/html")], content, "")
        )
    assert store.find(("999",)) and not store.find(("0",))
    assert store._pages.currsize <= 100_000


def test_addresses_that_are_made_up_push_nothing_out(reader: Reader):
    reader.get(ARTICLE)
    asked = reader.asked
    for number in range(700):
        assert reader.get(f"/nulla/{number}/").status_code == 404
    assert reader.asked == asked + 700
    reader.get(ARTICLE), reader.get("/nulla/699/")
    assert reader.asked == asked + 700
    assert len(reader.front.store._absent) == 500


def test_many_who_ask_at_once_have_it_made_once(monkeypatch):
    asked, go = [], threading.Event()

    def slowly(environ):
        asked.append(environ["PATH_INFO"])
        go.wait(5)
        return answer_of("La pagina")

    front = front_before(slowly)
    edition = front.watch.current()
    # The threads have connections of their own.
    monkeypatch.setattr(front.watch, "current", lambda: edition)
    bodies = []
    threads = [threading.Thread(target=lambda: bodies.append(ask(front)[2])) for _ in range(8)]
    for thread in threads:
        thread.start()
    while not asked:
        time.sleep(0.001)
    go.set()
    for thread in threads:
        thread.join()
    assert bodies == [b"La pagina"] * 8 and len(asked) == 1
    assert not front.store._making


def test_a_page_that_fails_does_not_hold_up_those_who_wait():
    def failing(environ):
        raise RuntimeError

    front = front_before(failing)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            ask(front)
    assert not front.store._making


# When the edition changes, and when nobody can say


def test_a_page_made_while_the_edition_changed_is_not_kept():
    asked = []

    def meanwhile(environ):
        asked.append(1)
        if len(asked) == 1:
            make.make_published("Nel frattempo")
            end_of_transaction()
        return answer_of()

    end_of_transaction()
    front = front_before(meanwhile)
    _status, sent, _body = ask(front)
    assert "ETag" not in sent
    ask(front), ask(front)
    assert len(asked) == 2


def test_readers_go_on_while_the_database_is_silent(reader: Reader, monkeypatch):
    page = reader.get(ARTICLE)

    def silent() -> None:
        raise EditionUnknown

    monkeypatch.setattr(reader.front.watch, "_asked", silent)
    again = reader.get(ARTICLE)
    assert again.status_code == 200 and again.content == page.content
    assert reader.get(ARTICLE, headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_a_cache_that_several_share_spares_making_a_page_again():
    cache = caches["default"]
    cache.clear()
    asked = []

    def counting(environ):
        asked.append(1)
        return answer_of("La pagina")

    first, second = (front_before(counting, shared=cache) for _ in range(2))
    assert ask(first)[2] == ask(second)[2] == b"La pagina" and len(asked) == 1
    second.build = "another"
    ask(second)
    assert len(asked) == 2


def test_where_nothing_is_kept_every_page_is_new():
    asked = []
    front = front_before(lambda environ: (asked.append(1), answer_of())[1], size=0)
    for _ in range(2):
        status, sent, _body = ask(front, HTTP_IF_NONE_MATCH='W/"x"')
        assert status == "200 OK" and "ETag" not in sent and sent["Vary"] == "Accept-Encoding"
    assert len(asked) == 2
