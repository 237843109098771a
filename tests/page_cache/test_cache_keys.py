"""Requests that share a page, and those that never do."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest

from articles.page_cache.cache_key import significant_query
from articles.publishing.articles import previews
from articles.site.api import parameters
from articles.site.parameters import PARAMETERS
from tests import factories as make
from tests.page_cache.fronts import answer_of, ask, front_before
from tests.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]


def test_insignificant_queries_share_a_page(reader: Reader):
    for query in ("", "?utm_source=lettera&utm_medium=email", "?fbclid=x", "?nulla", "?a[]=1"):
        assert "Il titolo" in reader.get(f"/{query}").text
    assert reader.pages_made == 1


def test_ignored_headers_and_parameters_get_into_no_page(reader: Reader):
    """A page that another is to get has nothing of who asked first."""
    marks = {"X-Forwarded-Host": "zibaldone.it", "Referer": "https://zibaldone.it/",
             "User-Agent": "zibaldone", "Accept-Language": "en", "X-Original-URL": "/zibaldone/",
             "Forwarded": "host=zibaldone.it", "Cookie": "csrftoken=zibaldone"}  # fmt: skip
    first = reader.get("/articoli/?zibaldone=zibaldone&utm_source=zibaldone", headers=marks)
    assert reader.get("/articoli/").content == first.content and reader.pages_made == 1
    assert b"zibaldone" not in first.content and "zibaldone" not in str(first.headers)


def test_hosts_do_not_share_pages(reader: Reader, settings):
    settings.ALLOWED_HOSTS = ["testserver", "giornale.it"]
    reader.get("/")
    assert reader.get("/", headers={"Host": "altrove.it"}).status_code == 400
    assert reader.get("/", headers={"Host": "giornale.it"}).status_code == 200
    assert reader.pages_made == 3  # each host has pages of its own


@pytest.mark.parametrize(
    "path",
    [
        "//example.invalid/articoli", "/%2f%2fexample.invalid", "/\\example.invalid/articoli",
        "/articoli//example.invalid", "/@example.invalid/..", "/.example.invalid", "/articoli",
        "/articoli?next=//example.invalid", "/articoli%0d%0aLocation:%20//example.invalid",
        "/%5cexample.invalid/articoli", "/https://example.invalid/articoli",
    ],
)  # fmt: skip
def test_redirects_stay_on_the_host(reader: Reader, path: str):
    forged = {"HTTP_X_FORWARDED_HOST": "example.invalid", "HTTP_FORWARDED": "host=example.invalid"}
    answer = reader.get(path, **forged)
    where = urlsplit(urljoin("http://testserver/", answer.headers.get("Location", "/")))
    assert where.netloc == "testserver"
    assert "\n" not in answer.headers.get("Location", "")


def test_every_parameter_a_page_reads_is_significant():
    assert {"q", "prima", "dopo", "pagina", "lettera", "organizzazione", "ordine"} <= PARAMETERS
    assert parameters() <= PARAMETERS and "limit" in parameters()


def test_query_is_normalized():
    def significant(query: str) -> str:
        return significant_query(query, frozenset({"q", "sezione"}))

    assert significant("utm_source=x&q=due+parole&_=1") == "q=due+parole"
    assert significant("sezione=a&q=%C3%A8") == significant("q=%c3%a8&sezione=a")
    assert significant("q=&q=b") == "q=&q=b"  # Django reads the last, as it was sent
    assert significant("&".join(f"q={n}" for n in range(100))).count("q=") == 40  # the first


def test_logged_in_users_bypass_the_cache(reader: Reader, redattore):
    draft = make.make_article("Solo per noi")
    reader.get("/")
    reader.force_login(redattore)
    before = reader.pages_made
    for _ in range(2):
        page = reader.get("/")
        assert page.headers["Cache-Control"] == "private, no-cache" and "ETag" not in page.headers
    assert reader.pages_made == before + 2
    assert reader.get(draft.get_absolute_url()).status_code == 200
    reader.cookies.clear()
    assert reader.get(draft.get_absolute_url()).status_code == 404


def test_logged_in_user_sees_a_draft_cached_as_404(reader, redattore):
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
def test_private_answers_are_not_cached(headers: dict[str, str]):
    requests = []
    front = front_before(lambda environ: (requests.append(1), answer_of(**headers))[1])
    for _ in range(2):
        _status, sent, _body = ask(front)
        assert "ETag" not in sent
    assert len(requests) == 2


def test_errors_and_redirects_are_not_cached():
    for status in ("301 Moved Permanently", "429 Too Many Requests", "500 Server Error"):
        requests = []
        front = front_before(
            lambda environ, status=status, requests=requests: (
                requests.append(1),
                (status, *answer_of()[1:]),
            )[1]
        )
        ask(front), ask(front)
        assert len(requests) == 2, status


def test_preview_is_not_cached(reader: Reader, direttore):
    article = make.make_article("Da mostrare")
    link = previews.make_link(article=article, by=direttore)
    for _ in range(2):
        assert reader.get(link.get_absolute_url()).status_code == 200
    previews.revoke_link(link=link, by=direttore)
    assert reader.get(link.get_absolute_url()).status_code == 410
