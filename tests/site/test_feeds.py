import datetime as dt
import json
from xml.etree import ElementTree as ET  # noqa: S405  (our own feeds)

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = "{http://search.yahoo.com/mrss/}content"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def article() -> Article:
    make.make_organization("OpenAI")
    picture = make.make_picture("dentro.png")
    return make.make_published(
        "Il titolo & altro",
        standfirst="Il sommario.",
        body=f"<p>Parla OpenAI.</p>{make.figure(picture, 'Una scena')}",
        section=make.make_section("Modelli"),
        authors=[make.make_author(), make.make_author("Marta Righi")],
        tags=["open source"],
        lead_picture=make.make_picture("sopra.png"),
        published_at=dt.datetime(2025, 3, 4, 9, 30, tzinfo=dt.UTC),
    )


def rss(reader: Client, path: str = "/feed/") -> ET.Element:
    return ET.fromstring(reader.get(path).content)  # noqa: S314


def test_rss_has_the_whole_article(reader: Client, article: Article):
    [item] = rss(reader).iter("item")
    assert item.findtext("title") == "Il titolo & altro"
    assert item.findtext("link") == f"{SITE}/articoli/il-titolo-altro/"
    assert item.findtext("description") == "Il sommario."
    assert item.findtext(CREATOR) == "Di Fantasy, Marta Righi"
    assert [row.text for row in item.iter("category")] == ["Modelli", "open source"]
    assert item.findtext("pubDate") == "Tue, 04 Mar 2025 09:30:00 +0000"
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.find(MEDIA).get("url").startswith(f"{SITE}/media/renditions/")
    text = item.findtext(CONTENT)
    assert f'<a href="{SITE}/organizzazioni/openai/">OpenAI</a>' in text
    assert f'<img src="{SITE}/media/renditions/' in text and "<source" not in text
    assert 'src="/' not in text and 'href="/' not in text


def test_atom_has_the_whole_article(reader: Client, article: Article):
    feed = ET.fromstring(reader.get("/feed/atom/").content)  # noqa: S314
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == article.uuid.urn
    assert entry.findtext(f"{ATOM}published") == "2025-03-04T09:30:00+00:00"
    assert "Parla" in entry.findtext(f"{ATOM}content")


def test_json_feed_has_the_whole_article(reader: Client, article: Article):
    answer = reader.get("/feed/json/")
    assert answer.headers["Content-Type"].startswith("application/feed+json")
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    [item] = feed["items"]
    assert item["id"] == article.uuid.urn and item["tags"] == ["Modelli", "open source"]
    assert [author["name"] for author in item["authors"]] == ["Di Fantasy", "Marta Righi"]
    assert item["image"].startswith(SITE) and "Parla" in item["content_html"]


def test_feed_identifier_survives_a_changed_address(reader: Client, article: Article):
    before = [item.findtext("guid") for item in rss(reader).iter("item")]
    article.slug = "un-altro-indirizzo"
    publishing.save([article], by=None)
    [item] = rss(reader).iter("item")
    assert [item.findtext("guid")] == before
    assert item.findtext("link") == f"{SITE}/articoli/un-altro-indirizzo/"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/sezioni/modelli/", "Modelli · Codice Aperto"),
        ("/temi/open-source/", "open source · Codice Aperto"),
        ("/autori/marta-righi/", "Marta Righi · Codice Aperto"),
        ("/organizzazioni/openai/", "OpenAI · Codice Aperto"),
    ],
)
def test_every_kind_of_list_has_feeds(reader: Client, article: Article, path: str, title: str):
    make.make_published("Un altro", authors=[make.make_author("Altra Firma")])
    feed = rss(reader, f"{path}feed/")
    assert feed.findtext("channel/title") == title
    assert feed.findtext("channel/link") == SITE + path
    assert len(list(feed.iter("item"))) == 1
    assert len(json.loads(reader.get(f"{path}feed/json/").content)["items"]) == 1
    page = reader.get(path).text
    for kind, suffix in (("rss+xml", ""), ("atom+xml", "atom/"), ("feed+json", "json/")):
        assert f'type="application/{kind}"' in page and f'href="{path}feed/{suffix}"' in page


def test_missing_page_has_no_feed(reader: Client):
    make.make_organization("OpenAI")
    make.make_article(body="<p>OpenAI.</p>", tags=["tema"])
    for path in ("/organizzazioni/openai/", "/temi/tema/", "/autori/di-fantasy/", "/sezioni/no/"):
        assert reader.get(f"{path}feed/").status_code == 404


def test_feed_names_its_hub(client: Client, article: Article, settings):
    assert "hub" not in client.get("/feed/").text
    settings.WEBSUB_HUB = "https://hub.example.org/"
    for path in ("/feed/", "/feed/atom/"):
        answer = client.get(path)
        assert 'rel="hub"' in answer.text and 'rel="hub"' in answer.headers["Link"]
    assert json.loads(client.get("/feed/json/").content)["hubs"][0]["type"] == "WebSub"


@pytest.mark.parametrize("size", [1, 25])
def test_a_feed_keeps_its_queries(client: Client, at_most, size: int):
    make.make_organization("OpenAI")
    for number in range(size):
        make.make_published(f"Pezzo {number}", body="<p>OpenAI</p>", tags=["tema", f"t{number}"])
    for path, limit in (("/feed/", 7), ("/organizzazioni/openai/feed/json/", 8)):
        with at_most(limit):
            client.get(path)
