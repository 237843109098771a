"""What the paper answers for is on every surface at the next request, and nowhere else: one walk
over all public addresses, with a word of its own for each case, before and after."""

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
PIECE = "/articoli/il-pezzo/"
API = "/api/articles/il-pezzo"
#: Where what readers are told of a piece stands in its own words.
CORRECTIONS = {
    "/correzioni/",
    "/correzioni/?organizzazione=openai",
    "/correzioni/feed/",
    "/correzioni/feed/atom/",
    "/correzioni/feed/json/",
}
#: The feeds that carry the whole piece.
FEEDS = {
    f"{of}feed/{kind}"
    for of in (
        *("/", "/sezioni/modelli/", "/temi/tema/", "/autori/di-fantasy/"),
        *("/organizzazioni/openai/", "/organizzazioni/deepseek/"),
    )
    for kind in ("", "atom/", "json/")
}


@pytest.fixture
def piece() -> Article:
    """A piece among others, tied to two organisations."""
    make.make_organization("OpenAI")
    make.make_organization("DeepSeek")
    for number in range(3):
        make.make_published(f"Un altro {number}", body="<p>OpenAI e DeepSeek.</p>")
    return make.make_published(
        "Il pezzo", body="<p>OpenAI e DeepSeek.</p>", section=make.make_section("Modelli"),
        tags=["tema"], hours_ago=0.5,
    )  # fmt: skip


def correct(piece: Article, *, is_on_top: bool) -> Correction:
    amendment = Amendment("correction", wrong=f"{MARKER}.", right="Così.", is_on_top=is_on_top)
    return publishing.correct(article=piece, amendment=amendment, by=None)


def rectify(piece: Article) -> Rectification:
    one = Rectification(article=piece, sender="Acme", text=f"{MARKER}.")
    publishing.receive_rectification(rectification=one, by=None)
    return publishing.publish_rectification(rectification=one, by=None)


CASES: dict[str, tuple[Callable, set[str]]] = {
    "a correction": (
        lambda piece: correct(piece, is_on_top=False),
        {PIECE, API, f"{API}/ninjs", "/api/corrections", *CORRECTIONS},
    ),
    "a correction that changes the sense": (
        lambda piece: correct(piece, is_on_top=True),
        {PIECE, API, f"{API}/ninjs", "/api/corrections", *CORRECTIONS, *FEEDS},
    ),
    "a rectification": (
        rectify,
        {PIECE, API, f"{API}/ninjs", "/rettifiche/acme-{today}/", *CORRECTIONS, *FEEDS},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told_is_everywhere_at_the_next_request(case: str, piece, reader: Client):
    act, expected = CASES[case]
    before = read(reader, list(walked()))
    assert not [path for path, (_status, content) in before.items() if MARKER in content.decode()]
    told = act(piece)
    after = read(reader, list(walked()))
    found = {path for path, (_status, content) in after.items() if MARKER in content.decode()}
    if isinstance(told, Rectification):
        expected = {path.replace("{today}", str(told.received_on)) for path in expected}
    assert found == expected
    publishing.withdraw(article=piece, by=None, reason="Non regge.")
    gone = read(reader, list(walked()))
    assert not [path for path, (_status, content) in gone.items() if MARKER in content.decode()]


def test_the_dossiers_concerned_name_it(piece, reader: Client):
    assert "Correzioni" not in reader.get("/organizzazioni/openai/").text.partition("<footer")[0]
    correction = correct(piece, is_on_top=False)
    for name in ("openai", "deepseek"):
        page = reader.get(f"/organizzazioni/{name}/").text
        assert f'href="{correction.get_absolute_url()}">Correzione</a> in «Il pezzo»' in page
    rectify(piece)
    assert "Rettifica</a> in «Il pezzo»" in reader.get("/organizzazioni/openai/").text
    piece.refresh_from_db()
    piece.headline = "Il pezzo nuovo"
    publishing.save_article(article=piece, by=None)
    assert "in «Il pezzo nuovo»" in reader.get("/organizzazioni/openai/").text


def test_engines_read_it_as_a_correction(piece, reader: Client):
    correction = correct(piece, is_on_top=False)
    statement = rectify(piece)
    page = reader.get(PIECE).text
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    [node] = [n for n in json.loads(block)["@graph"] if n["@type"] == "NewsArticle"]
    [said] = node["correction"]
    assert said["@type"] == "CorrectionComment" and said["text"] == f"{MARKER}. Così."
    assert said["@id"].endswith(f"{PIECE}#{correction.anchor}")
    assert f'id="{correction.anchor}"' in page
    assert node["subjectOf"][0]["url"].endswith(statement.get_absolute_url())


def test_what_was_superseded_is_read_among_the_corrections_alone(piece, reader: Client):
    first = correct(piece, is_on_top=True)
    publishing.correct(
        article=piece, amendment=Amendment("correction", "Prima.", "Adesso."), by=None,
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


def test_all_of_them_are_met_page_by_page(piece, reader: Client, client, at_most):
    told = {correct(piece, is_on_top=False).anchor for _ in range(70)}
    rectify(piece)
    met: list[str] = []
    path = "/correzioni/"
    while path:
        with at_most(4):
            page = client.get(path).text
        assert reader.get(path).text == page
        met += re.findall(r"#(correzione-[0-9a-f]{8})", page)
        following = html.unescape(page.partition('rel="next" href="')[2].partition('"')[0])
        path = following and f"/correzioni/{following}"
    assert len(met) == 70 and set(met) == told


def test_the_api_gives_all_of_them_too(piece, reader: Client):
    told = {str(correct(piece, is_on_top=False).uuid) for _ in range(70)}
    met: list[str] = []
    path = "/api/corrections"
    while path:
        page = reader.get(path).json()
        met += [item["id"] for item in page["items"]]
        path = (page["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert len(met) == 70 and set(met) == told


@pytest.mark.parametrize(
    "query",
    ["?prima=", "?prima=x", "?prima=20261127000000-x", "?organizzazione=nessuna",
     "?organizzazione=%00x",     "?prima=20261127000000-" + "0" * 32],
)  # fmt: skip
def test_a_senseless_key_is_not_found(reader: Client, query: str):
    assert reader.get(f"/correzioni/{query}").status_code == 404


def test_the_feed_is_one_that_readers_of_feeds_know(piece, reader: Client):
    correction = correct(piece, is_on_top=False)
    item = ET.fromstring(reader.get("/correzioni/feed/").content).find("channel/item")  # noqa: S314
    assert item.findtext("title") == "Correzione: Il pezzo"
    assert item.findtext("guid") == correction.uuid.urn
    assert item.findtext("link").endswith(correction.get_absolute_url())
    assert 'rel="alternate"' in reader.get("/correzioni/").text
