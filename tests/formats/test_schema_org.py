import datetime as dt
import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from articles import publishing
from articles.db.choices import ArticleKind
from articles.formats.ninjs import ninjs
from articles.models import Article
from tests import factories as make
from tests.snapshots import assert_matches

pytestmark = pytest.mark.django_db

NINJS = Path(__file__).parent / "ninjs"
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(reader: Client, path: str) -> dict[str, dict[str, Any]]:
    """The nodes of a page by their type."""
    [block] = _BLOCK.findall(reader.get(path).text)
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


@pytest.fixture
def article(monkeypatch: pytest.MonkeyPatch) -> Article:
    """An article with everything, always the same."""
    monkeypatch.setattr("articles.pictures.share_image._renderer_hash", lambda: "always the same")
    make.make_organization("OpenAI", wikidata_id="Q21708200", website="https://openai.com/")
    make.make_organization("DeepSeek")
    author = make.make_author("Marta Righi", role="Inviata", links="https://example.org/marta")
    made = make.make_published(
        "OpenAI apre",
        kicker="Il ritorno",
        standfirst="Il sommario.",
        body="<p>Parla OpenAI, e anche DeepSeek.</p>",
        section=make.make_section("Modelli"),
        authors=[author, make.make_author()],
        tags=["open source"],
        published_at=dt.datetime(2025, 3, 4, 9, 30, tzinfo=dt.UTC),
        uuid=UUID(int=7),
    )
    made.sources.create(
        label="Il rapporto", url="https://example.org/r", date=dt.date(2025, 3, 1), kind="document"
    )
    return made


def test_article_page_has_full_structured_data(reader: Client, article: Article):
    nodes = graph(reader, article.get_absolute_url())
    assert_matches("article_graph", nodes)
    assert set(nodes) == {"WebSite", "NewsMediaOrganization", "NewsArticle", "BreadcrumbList"}


def test_article_as_ninjs_matches_the_snapshot(article: Article):
    assert_matches("article_ninjs", ninjs(Article.objects.for_page().get(pk=article.pk)))


@pytest.mark.parametrize("kind", ArticleKind)
def test_ninjs_follows_its_schema(reader: Client, kind: str):
    schema = json.loads((NINJS / "ninjs-schema_3.1.json").read_text(encoding="utf-8"))
    places = Registry().with_resource(  # of which we say nothing
        "https://geojson.org/schema/GeoJSON.json", DRAFT202012.create_resource({})
    )
    make.make_organization("OpenAI", wikidata_id="Q21708200")
    made = make.make_published(
        kind=kind, kicker="Occhiello", standfirst="Sommario.", body="<p>OpenAI.</p>",
        sponsor="Acme" if kind == ArticleKind.SPONSORED else "",
        lead_picture=make.make_picture(caption="Didascalia"), tags=["tema"],
    )  # fmt: skip
    made.sources.create(label="Senza indirizzo")
    make.make_series("Il caso", made)
    make.relate(made, make.make_published("Un altro"))
    document = reader.get(f"/api/articles/{made.slug}/ninjs").json()
    checker = Draft202012Validator.FORMAT_CHECKER
    Draft202012Validator(schema, registry=places, format_checker=checker).validate(document)


def test_lead_picture_is_given_in_three_ratios(reader: Client):
    picture = make.make_picture(data=make.picture_bytes((1600, 1200)))
    made = make.make_published(lead_picture=picture)
    images = graph(reader, made.get_absolute_url())["NewsArticle"]["image"]
    assert [(image["width"], image["height"]) for image in images] == [
        (1200, 675), (1200, 900), (1200, 1200)
    ]  # fmt: skip
    for image in images:
        assert picture.file.storage.exists(image["url"].partition("/media/")[2])


def test_rights_of_pictures_are_told(reader: Client):
    rights = {
        "credit": "Agenzia", "creator": "Ada Bianchi", "copyright_notice": "© 2026 Agenzia",
        "license_url": "https://www.example.it/a", "licensor_url": "https://www.example.it/b",
    }  # fmt: skip
    picture = make.make_picture(**rights)
    author = make.make_author("Ada Neri", photo=picture)
    make.make_organization("OpenAI", logo=picture)
    body = "<p>OpenAI.</p>"
    made = make.make_published(lead_picture=picture, authors=[author], body=body)
    images = graph(reader, made.get_absolute_url())["NewsArticle"]["image"]
    profile = graph(reader, author.get_absolute_url())["ProfilePage"]["mainEntity"]["image"]
    dossier = graph(reader, "/organizzazioni/openai/")["CollectionPage"]["about"]["logo"]
    for image in (*images, profile, dossier):
        assert {name: image[name] for name in image if name not in {"url", "width", "height"}} == {
            "@type": "ImageObject",
            "creditText": "Agenzia",
            "creator": {"@type": "Person", "name": "Ada Bianchi"},
            "copyrightNotice": "© 2026 Agenzia",
            "license": "https://www.example.it/a",
            "acquireLicensePage": "https://www.example.it/b",
        }
    assert ninjs(Article.objects.for_page().get())["associations"][0]["copyrightNotice"]


def test_changed_licence_is_told_at_once(reader: Client):
    picture = make.make_picture()
    made = make.make_published(lead_picture=picture)
    [image] = graph(reader, made.get_absolute_url())["NewsArticle"]["image"][:1]
    assert "license" not in image and "creator" not in image
    picture.license_url = "https://www.example.it/a"
    publishing.save_picture(picture=picture, by=None)
    [image] = graph(reader, made.get_absolute_url())["NewsArticle"]["image"][:1]
    assert image["license"] == "https://www.example.it/a"


def test_opinion_has_its_own_type(reader: Client):
    made = make.make_published(kind=ArticleKind.OPINION)
    assert "OpinionNewsArticle" in graph(reader, made.get_absolute_url())


def test_part_and_related_articles_are_told_beside_the_article(reader: Client, article: Article):
    other = make.make_published("Un altro")
    make.make_series("Il caso", other, article)
    make.relate(article, other, make.make_article("Una bozza"))
    blocks = _BLOCK.findall(reader.get(article.get_absolute_url()).text)
    described, onward = (json.loads(block)["@graph"] for block in blocks)
    [part, page] = onward
    assert part["@id"] in {node.get("@id") for node in described}
    assert part["position"] == 2
    assert part["isPartOf"] == {
        "@type": "CreativeWorkSeries",
        "@id": "http://127.0.0.1:8000/serie/il-caso/#serie",
        "url": "http://127.0.0.1:8000/serie/il-caso/",
        "name": "Il caso",
    }
    assert page == {
        "@id": f"http://127.0.0.1:8000{article.get_absolute_url()}",
        "@type": "WebPage",
        "relatedLink": ["http://127.0.0.1:8000/articoli/un-altro/"],
    }


def test_series_describes_its_parts(reader: Client, article: Article):
    make.make_series(
        "Il caso", make.make_published("Un altro"), make.make_article("Bozza"), article,
        introduction="Come è andata.",
    )  # fmt: skip
    series = graph(reader, "/serie/il-caso/")["CreativeWorkSeries"]
    assert series["@id"] == "http://127.0.0.1:8000/serie/il-caso/#serie"
    assert series["description"] == "Come è andata."
    parts = [(part["position"], part["name"]) for part in series["hasPart"]]
    assert parts == [(1, "Un altro"), (2, "OpenAI apre")]


def test_ninjs_has_the_series_and_related_articles(reader: Client, article: Article):
    other = make.make_published("Un altro")
    make.make_series("Il caso", article, other)
    make.relate(article, other, make.make_article("Bozza"))
    document = reader.get(f"/api/articles/{article.slug}/ninjs").json()
    assert [(each["rel"], each["name"]) for each in document["associations"]] == [
        ("partOf", "Il caso"), ("related", "Un altro"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/", {"CollectionPage"}),
        ("/articoli/", {"CollectionPage", "BreadcrumbList"}),
        ("/archivio/2025/", {"CollectionPage", "BreadcrumbList"}),
        ("/archivio/2025/03/", {"CollectionPage", "BreadcrumbList"}),
        ("/organizzazioni/", {"CollectionPage", "BreadcrumbList"}),
        ("/organizzazioni/openai/", {"CollectionPage", "BreadcrumbList"}),
        ("/organizzazioni/deepseek/con/openai/", {"CollectionPage", "BreadcrumbList"}),
        ("/autori/", {"CollectionPage", "BreadcrumbList"}),
        ("/autori/marta-righi/", {"ProfilePage", "BreadcrumbList"}),
        ("/sezioni/modelli/", {"CollectionPage", "BreadcrumbList"}),
        ("/serie/", {"CollectionPage", "BreadcrumbList"}),
        ("/temi/open-source/", {"CollectionPage", "BreadcrumbList"}),
        ("/cerca/?q=x", {"SearchResultsPage", "BreadcrumbList"}),
    ],
)
def test_every_page_has_its_structured_data(
    reader: Client, article: Article, path: str, kinds: set[str]
):
    nodes = graph(reader, path)
    assert set(nodes) == {"WebSite", "NewsMediaOrganization", *kinds}
    page = reader.get(path).text
    address = "http://127.0.0.1:8000" + path.partition("?")[0]
    assert f'<link rel="canonical" href="{address}">' in page
    for name in ("og:title", "og:description", "og:url", "og:image", "og:type"):
        assert page.count(f'<meta property="{name}"') == 1


def test_dossier_describes_its_organization(reader: Client, article: Article):
    about = graph(reader, "/organizzazioni/openai/")["CollectionPage"]["about"]
    assert about["sameAs"] == ["https://www.wikidata.org/wiki/Q21708200", "https://openai.com/"]


def test_canonical_address_drops_other_parameters(reader: Client, article: Article):
    for path in ("/", "/articoli/", "/organizzazioni/", article.get_absolute_url()):
        page = reader.get(f"{path}?utm_source=x").text
        assert f'rel="canonical" href="http://127.0.0.1:8000{path}"' in page


def test_share_image_follows_the_headline(
    reader: Client, settings, django_capture_on_commit_callbacks
):
    def shown() -> str:
        page = reader.get("/articoli/openai-apre/").text
        return re.search(r'og:image" content="[^"]*/media/([^"]*)"', page)[1]

    with django_capture_on_commit_callbacks(execute=True):
        made = make.make_published("OpenAI apre")
    first = shown()
    assert (settings.MEDIA_ROOT / first).read_bytes().startswith(b"\x89PNG")
    made.headline = "OpenAI chiude"
    with django_capture_on_commit_callbacks(execute=True):
        publishing.save([made], by=None)
    assert shown() != first and (settings.MEDIA_ROOT / shown()).exists()
    assert not (settings.MEDIA_ROOT / first).exists()


def test_full_disk_does_not_lose_an_article(
    reader: Client, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(*_said: str) -> bytes:
        raise OSError("No space left on device")

    monkeypatch.setattr("articles.publishing.pictures.share_images.draw_share_image", fail)
    with django_capture_on_commit_callbacks(execute=True):
        make.make_published("Il titolo")
    assert reader.get("/articoli/il-titolo/").status_code == 200


def test_draft_has_no_share_image(settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make.make_article("Un segreto")
    assert not (settings.MEDIA_ROOT / "share").exists()
    with django_capture_on_commit_callbacks(execute=True):
        make.make_published("Un altro")
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(article=make.make_published("Uno sbaglio"), by=None)
    assert len(list((settings.MEDIA_ROOT / "share").iterdir())) == 1


def test_article_without_standfirst_is_described_by_its_beginning(reader: Client):
    body = f"<h2>Un titoletto</h2><p>Comincia <em>così</em>. {'E continua. ' * 40}</p>"
    page = reader.get(make.make_published("Il titolo", body=body).get_absolute_url()).text
    description = re.search(r'name="description" content="([^"]*)"', page)[1]
    assert (
        description.startswith("Un titoletto Comincia così. E continua.")
        and len(description) <= 160
    )
