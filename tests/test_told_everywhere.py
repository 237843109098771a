"""Disclosures on every surface at the next request, and nowhere else: one walk over all
public addresses, with a word of its own for each case, before and after."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET  # noqa: S405  (our own feeds)

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article, Correction, Rectification
from articles.publishing import Amendment
from tests import factories as make
from tests.test_nothing_unpublished import read, walked

pytestmark = [pytest.mark.django_db, pytest.mark.long]

MARKER = "Zibaldone"
ARTICLE = "/articoli/il-pezzo/"
API = "/api/articles/il-pezzo"
#: Where what readers are told of an article stands in its own words.
CORRECTIONS = {
    "/correzioni/",
    "/correzioni/?organizzazione=openai",
    "/correzioni/feed/",
    "/correzioni/feed/atom/",
    "/correzioni/feed/json/",
}
#: The feeds that carry the whole article.
FEEDS = {
    f"{of}feed/{kind}"
    for of in (
        *("/", "/sezioni/modelli/", "/temi/tema/", "/autori/di-fantasy/"),
        *("/organizzazioni/openai/", "/organizzazioni/deepseek/"),
    )
    for kind in ("", "atom/", "json/")
}


@pytest.fixture
def article() -> Article:
    """An article among others, tied to two organizations."""
    make.make_organization("OpenAI")
    make.make_organization("DeepSeek")
    for number in range(3):
        make.make_published(f"Un altro {number}", body="<p>OpenAI e DeepSeek.</p>")
    return make.make_published(
        "Il pezzo", body="<p>OpenAI e DeepSeek.</p>", section=make.make_section("Modelli"),
        tags=["tema"], hours_ago=0.5,
    )  # fmt: skip


def correct(article: Article, *, is_on_top: bool) -> Correction:
    amendment = Amendment("correction", wrong=f"{MARKER}.", right="Così.", is_on_top=is_on_top)
    return publishing.correct(article=article, amendment=amendment, by=None)


def rectify(article: Article) -> Rectification:
    one = Rectification(article=article, sender="Acme", text=f"{MARKER}.")
    publishing.receive_rectification(rectification=one, by=None)
    return publishing.publish_rectification(rectification=one, by=None)


CASES: dict[str, tuple[Callable, set[str]]] = {
    "a correction": (
        lambda article: correct(article, is_on_top=False),
        {ARTICLE, API, f"{API}/ninjs", "/api/corrections", *CORRECTIONS},
    ),
    "a correction that changes the sense": (
        lambda article: correct(article, is_on_top=True),
        {ARTICLE, API, f"{API}/ninjs", "/api/corrections", *CORRECTIONS, *FEEDS},
    ),
    "a rectification": (
        rectify,
        {ARTICLE, API, f"{API}/ninjs", "/rettifiche/acme-{today}/", *CORRECTIONS, *FEEDS},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_disclosures_are_everywhere_at_the_next_request(case: str, article, reader: Client):
    act, expected = CASES[case]
    before = read(reader, list(walked()))
    assert not [path for path, (_status, content) in before.items() if MARKER in content.decode()]
    disclosure = act(article)
    after = read(reader, list(walked()))
    found = {path for path, (_status, content) in after.items() if MARKER in content.decode()}
    if isinstance(disclosure, Rectification):
        expected = {path.replace("{today}", str(disclosure.received_on)) for path in expected}
    assert found == expected
    publishing.withdraw(article=article, by=None, reason="Non regge.")
    gone = read(reader, list(walked()))
    assert not [path for path, (_status, content) in gone.items() if MARKER in content.decode()]


def test_related_dossiers_show_the_correction(article, reader: Client):
    assert "Correzioni" not in reader.get("/organizzazioni/openai/").text.partition("<footer")[0]
    correction = correct(article, is_on_top=False)
    for name in ("openai", "deepseek"):
        page = reader.get(f"/organizzazioni/{name}/").text
        assert f'href="{correction.get_absolute_url()}">Correzione</a> in «Il pezzo»' in page
    rectify(article)
    assert "Rettifica</a> in «Il pezzo»" in reader.get("/organizzazioni/openai/").text
    article.refresh_from_db()
    article.headline = "Il pezzo nuovo"
    publishing.save([article], by=None)
    assert "in «Il pezzo nuovo»" in reader.get("/organizzazioni/openai/").text


def test_structured_data_has_the_correction(article, reader: Client):
    correction = correct(article, is_on_top=False)
    statement = rectify(article)
    page = reader.get(ARTICLE).text
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    [node] = [n for n in json.loads(block)["@graph"] if n["@type"] == "NewsArticle"]
    [comment] = node["correction"]
    assert comment["@type"] == "CorrectionComment" and comment["text"] == f"{MARKER}. Così."
    assert comment["@id"].endswith(f"{ARTICLE}#{correction.anchor}")
    assert f'id="{correction.anchor}"' in page
    assert node["subjectOf"][0]["url"].endswith(statement.get_absolute_url())


def test_superseded_correction_is_on_the_corrections_page_only(article, reader: Client):
    first = correct(article, is_on_top=True)
    publishing.correct(
        article=article, amendment=Amendment("correction", "Prima.", "Adesso."), by=None,
        supersedes=first,
    )  # fmt: skip
    found = {
        path
        for path, (_status, content) in read(reader, list(walked())).items()
        if MARKER in content.decode()
    }
    assert found == CORRECTIONS | {"/api/corrections"}
    page = reader.get("/correzioni/").text
    assert "Superata il" in page and "Prende il posto della nota" in page
    newest, oldest = reader.get("/api/corrections").json()["items"]
    assert newest["supersedes"] == oldest["id"] and oldest["superseded_by"] == newest["id"]


def test_corrections_are_paged_completely(article, reader: Client, client, at_most):
    anchors = {correct(article, is_on_top=False).anchor for _ in range(70)}
    rectify(article)
    met: list[str] = []
    path = "/correzioni/"
    while path:
        with at_most(4):
            page = client.get(path).text
        assert reader.get(path).text == page
        met += re.findall(r"#(correzione-[0-9a-f]{8})", page)
        following = html.unescape(page.partition('rel="next" href="')[2].partition('"')[0])
        path = following and f"/correzioni/{following}"
    assert len(met) == 70 and set(met) == anchors


def test_api_pages_all_corrections(article, reader: Client):
    ids = {str(correct(article, is_on_top=False).uuid) for _ in range(70)}
    met: list[str] = []
    path = "/api/corrections"
    while path:
        page = reader.get(path).json()
        met += [item["id"] for item in page["items"]]
        path = (page["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert len(met) == 70 and set(met) == ids


@pytest.mark.parametrize(
    "query",
    ["?prima=", "?prima=x", "?prima=20261127000000-x", "?organizzazione=nessuna",
     "?organizzazione=%00x",     "?prima=20261127000000-" + "0" * 32],
)  # fmt: skip
def test_malformed_page_key_answers_404(reader: Client, query: str):
    assert reader.get(f"/correzioni/{query}").status_code == 404


def test_corrections_feed_item_identifies_its_correction(article, reader: Client):
    correction = correct(article, is_on_top=False)
    item = ET.fromstring(reader.get("/correzioni/feed/").content).find("channel/item")  # noqa: S314
    assert item.findtext("title") == "Correzione: Il pezzo"
    assert item.findtext("guid") == correction.uuid.urn
    assert item.findtext("link").endswith(correction.get_absolute_url())
    assert 'rel="alternate"' in reader.get("/correzioni/").text
