import json

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles.db.choices import ArticleStatus, NameKind
from articles.site.api import api
from tests import factories as make
from tests.snapshots import assert_matches

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_throttle() -> None:
    cache.clear()


def ask(reader: Client, path: str, **query) -> dict:
    answer = reader.get(f"/api{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_openapi_description_equals_its_snapshot(reader: Client):
    answer = reader.get("/api/openapi.json")
    assert answer.status_code == 200 and answer.json()["info"]["title"] == "Codice Aperto"
    assert_matches("openapi", json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"))))


def test_article_is_answered_whole(reader: Client):
    make.make_organization("OpenAI", wikidata_id="Q21708200")
    make.make_published(
        "Il titolo",
        body="<p>Parla OpenAI.</p>",
        tags=["tema"],
        section=make.make_section("Modelli"),
    )
    data = ask(reader, "/articles/il-titolo")
    assert data["headline"] == "Il titolo" and data["body_text"] == "Parla OpenAI."
    assert "http://127.0.0.1:8000/organizzazioni/openai/" in data["body_html"]
    assert data["organizations"][0]["wikidata_id"] == "Q21708200"
    assert data["section"]["url"] == "http://127.0.0.1:8000/sezioni/modelli/"
    assert data["authors"][0]["name"] == "Di Fantasy" and data["tags"][0]["slug"] == "tema"


def test_articles_are_listed_by_key_and_narrowed(reader: Client):
    make.make_organization("OpenAI")
    for number in range(5):
        make.make_published(f"Pezzo {number}", hours_ago=number + 1)
    make.make_published("Su di lei", body="<p>OpenAI.</p>", tags=["tema"], hours_ago=100)
    seen, path = [], "/api/articles?limit=2"
    while path:
        page = reader.get(path).json()
        seen += [item["headline"] for item in page["items"]]
        path = page["next"]
    assert seen == [*(f"Pezzo {n}" for n in range(5)), "Su di lei"]
    for query in ({"organization": "openai"}, {"tag": "tema"}):
        assert len(ask(reader, "/articles", **query)["items"]) == 1
    assert len(ask(reader, "/articles", author="di-fantasy", section="cronaca")["items"]) == 6
    assert ask(reader, "/articles", organization="mai-vista")["items"] == []
    today = timezone.localdate()
    assert ask(reader, "/articles", since=today + timezone.timedelta(days=1))["items"] == []
    assert len(ask(reader, "/articles", until=today)["items"]) == 6


def test_organizations_authors_sections_and_tags_are_listed(reader: Client):
    make.make_organization("OpenAI", ("GPT", NameKind.PRODUCT), country="US")
    make.make_organization("Mai nominata")
    make.make_published(body="<p>OpenAI.</p>", tags=["tema"])
    [row] = ask(reader, "/organizations")["items"]
    assert row["slug"] == "openai" and row["article_count"] == 1 and row["country"] == "US"
    names = ask(reader, "/organizations/openai")["names"]
    assert {name["text"] for name in names} == {"OpenAI", "GPT"}
    assert ask(reader, "/authors/di-fantasy")["name"] == "Di Fantasy"
    assert [row["slug"] for row in ask(reader, "/authors", limit=1)["items"]] == ["di-fantasy"]
    assert [row["name"] for row in ask(reader, "/sections")] == ["Cronaca"]
    assert [row["slug"] for row in ask(reader, "/tags")["items"]] == ["tema"]


def test_series_are_answered_with_their_parts(reader: Client):
    one, two, three = (make.make_published(name) for name in ("Uno", "Due", "Tre"))
    draft = make.make_article("Bozza")
    make.make_series("Il caso", three, draft, one, introduction="Come è andata.")
    make.relate(one, two, draft)
    [listed] = ask(reader, "/series")["items"]
    assert listed == {
        "slug": "il-caso", "name": "Il caso", "url": "http://127.0.0.1:8000/serie/il-caso/",
        "introduction": "Come è andata.", "article_count": 2,
    }  # fmt: skip
    detail = ask(reader, "/series/il-caso")
    assert [part["headline"] for part in detail["parts"]] == ["Tre", "Uno"]
    article = ask(reader, "/articles/uno")
    assert (article["series"]["part"], article["series"]["parts"]) == (2, 2)
    assert [each["headline"] for each in article["related"]] == ["Due"]
    assert ask(reader, "/articles/due")["series"] is None
    assert len(ask(reader, "/articles", series="il-caso")["items"]) == 2
    assert ask(reader, "/articles", series="nessuna")["items"] == []


def test_pages_of_rows_follow_each_other(reader: Client):
    for name in "abc":
        make.make_organization(f"Ente{name}")
    make.make_published(body="<p>Entea, Enteb, Entec.</p>")
    page = ask(reader, "/organizations", limit=2)
    assert page["next"].endswith("after=enteb")
    assert [row["slug"] for row in reader.get(page["next"]).json()["items"]] == ["entec"]


def test_search_finds_articles(reader: Client):
    make.make_published("Le organizzazioni")
    data = ask(reader, "/search", q="organizzazione")
    assert data["total"] == 1 and data["items"][0]["headline"] == "Le organizzazioni"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/articles/mai-scritto", 404),
        ("/api/articles/mai-scritto/ninjs", 404),
        ("/api/organizations/nessuna", 404),
        ("/api/altro/ancora", 404),
        ("/api/articles?limit=0", 422),
        ("/api/articles?limit=101", 422),
        ("/api/articles?since=12345", 422),
        ("/api/articles?before=mai", 422),
        ("/api/articles?section=%00", 422),
        ("/api/search", 422),
        ("/api/search?q=%00", 422),
    ],
)
def test_invalid_parameters_are_explained(reader: Client, path: str, status: int):
    answer = reader.get(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json()["detail"]


def test_api_is_read_only(reader: Client):
    make.make_published("Il titolo")
    for path in ("/api/articles", "/api/articles/il-titolo"):
        for method in (reader.post, reader.put, reader.patch, reader.delete):
            assert method(path).status_code == 405


def test_unchanged_answer_is_304(reader: Client):
    make.make_published("Il titolo")
    first = reader.get("/api/articles")
    again = reader.get("/api/articles", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.content


def test_too_many_requests_answer_429(reader: Client, monkeypatch):
    """A cached answer costs nothing, and is not counted."""
    [throttle] = api.throttle
    monkeypatch.setattr(throttle, "num_requests", 2)
    paths = ["/api/sections", "/api/sections", "/api/tags", "/api/authors", "/api/sections"]
    assert [reader.get(path).status_code for path in paths] == [200, 200, 200, 429, 200]


@pytest.mark.parametrize("status", [ArticleStatus.DRAFT, ArticleStatus.WITHDRAWN])
def test_unpublished_content_answers_404(redattore, client, status):
    """The API is for readers: it hides drafts from people who are logged in, too."""
    client.force_login(redattore)
    make.make_article("Il titolo", status=status)
    withdrawn = status == ArticleStatus.WITHDRAWN
    for path in ("/api/articles/il-titolo", "/api/articles/il-titolo/ninjs"):
        assert client.get(path).status_code == (410 if withdrawn else 404)
    assert client.get("/api/articles").json()["items"] == []


@pytest.mark.parametrize("size", [1, 25])
def test_answers_keep_their_queries(client: Client, at_most, size: int):
    make.make_organization("OpenAI")
    for number in range(size):
        make.make_published(f"Pezzo {number}", body="<p>OpenAI</p>", tags=["tema", f"t{number}"])
    for path, limit in (
        ("/api/articles", 2), ("/api/articles/pezzo-0", 5), ("/api/articles/pezzo-0/ninjs", 5),
        ("/api/organizations", 1), ("/api/search?q=pezzo", 3), ("/api/tags", 1),
    ):  # fmt: skip
        with at_most(limit):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/api/articles", "/api/persons", "/api/corrections"])
def test_repeated_parameter_is_refused(db, reader: Client, path: str):
    answer = reader.get(f"{path}?limit=no" + "&limit=5" * 100)
    assert (answer.status_code, answer.json()["parameters"]) == (422, ["limit"])
    assert reader.get(f"{path}?limit=5").status_code == 200
