"""Quoted persons, before readers: their pages, and the other places that show them."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client

from articles import publishing
from articles.db.choices import ErasureKind, QuotationStanding
from articles.models import (
    Affiliation,
    Article,
    OblivionDecision,
    OblivionRequest,
    Organization,
    Person,
    Quotation,
)
from tests import factories as make
from tests.test_nothing_unpublished import read, walked

pytestmark = pytest.mark.django_db

SENTENCE = "Il CEO di OpenAI Sam Altman ha detto: «Apriremo il modello entro l’estate»."
PERSON, ARTICLE = "/persone/sam-altman/", "/articoli/openai-apre/"
API = "/api/persons/sam-altman"


@pytest.fixture
def article() -> Article:
    make.make_organization("OpenAI")
    make.make_published("Un altro", body="<p>OpenAI.</p>")
    return make.make_published("OpenAI apre", body=f"<p>{SENTENCE}</p>", hours_ago=0.5)


def graph(page: str, kind: str) -> dict:
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    [node] = [each for each in json.loads(block)["@graph"] if each["@type"] == kind]
    return node


def test_confirmed_quotations_alone_are_shown_everywhere_at_once(article, reader: Client):
    """The name stands in the text from the first; that somebody speaks does not."""
    before = {path for path, (status, _c) in read(reader, list(walked())).items() if status == 200}
    shown = reader.get(ARTICLE).text
    assert "Chi parla in" not in shown and "Quotation" not in shown
    assert not {path for path in before if "sam-altman" in path}
    make.confirm_quotations(article)
    paths = {
        path
        for path, (_status, content) in read(reader, list(walked())).items()
        if b"/persone/sam-altman" in content or "/persons/sam-altman" in path
    }
    assert paths == {
        PERSON, ARTICLE, "/persone/", "/organizzazioni/openai/", "/sitemap-pagine.xml",
        "/api/persons", API, f"{API}/quotations",
        "/api/articles/openai-apre", "/api/articles/openai-apre/ninjs",
    }  # fmt: skip
    publishing.withdraw(article=article, by=None, reason="Non regge.")
    for path in paths - {ARTICLE, "/api/articles/openai-apre", "/api/articles/openai-apre/ninjs"}:
        answer = reader.get(path)
        assert answer.status_code == 404 or b"sam-altman" not in answer.content, path


def test_person_page_lists_quotations_with_article_and_role(article, reader: Client):
    make.confirm_quotations(article)
    Quotation.objects.update(said_on=dt.date(2025, 3, 4))
    page = reader.get(PERSON).text
    assert "«Apriremo il modello entro l’estate»" in page
    assert 'CEO, <a href="/organizzazioni/openai/">OpenAI</a>' in page
    assert f'href="{ARTICLE}#:~:text=Apriremo%20il%20modello' in page
    assert "4 marzo 2025" in page and "1 citazione<" in page
    profile = graph(page, "ProfilePage")
    assert profile["mainEntity"]["name"] == "Sam Altman"
    [quotation] = profile["hasPart"]
    assert (quotation["text"], quotation["dateCreated"]) == (
        "Apriremo il modello entro l’estate", "2025-03-04",
    )  # fmt: skip
    assert quotation["isPartOf"]["url"].endswith(ARTICLE)


def test_stored_roles_are_shown_with_their_dates(article, reader: Client):
    make.confirm_quotations(article)
    secret = make.make_organization("Segreta")
    person = Person.objects.get()
    Affiliation.objects.create(
        person=person, organization=Organization.objects.get(name="OpenAI"), role="consigliere",
        first_day=dt.date(2015, 12, 11), last_day=dt.date(2019, 3, 1),
    )  # fmt: skip
    Affiliation.objects.create(person=person, organization=secret, role="presidente")
    page = reader.get(PERSON).text
    assert "dall’11 dicembre 2015 fino al 1 marzo 2019" in page
    assert (
        "<bdi>presidente</bdi>, <bdi>Segreta</bdi>" in page
        and "/organizzazioni/segreta/" not in page
    )


def test_article_and_structured_data_name_the_speaker(article, reader: Client):
    make.confirm_quotations(article)
    page = reader.get(ARTICLE).text
    assert "Chi parla in questo pezzo" in page and "<span>CEO, OpenAI</span>" in page
    [quotation] = graph(page, "NewsArticle")["hasPart"]
    assert quotation["spokenByCharacter"]["url"].endswith(PERSON)
    [row] = reader.get("/api/articles/openai-apre").json()["quotations"]
    assert (row["who"], row["role"], row["organization"]["slug"]) == ("Sam Altman", "CEO", "openai")
    people = reader.get("/api/articles/openai-apre/ninjs").json()["people"]
    assert {"name": "Sam Altman", "rel": "quoted"}.items() <= people[-1].items()


def test_dossier_lists_spokespersons_but_not_former_ones(reader: Client):
    make.make_organization("OpenAI")
    left = "Andrej Karpathy, ex ricercatore di OpenAI, osserva: «Costa troppo poco»."
    article = make.make_published("OpenAI apre", body=f"<p>{SENTENCE}</p><p>{left}</p>")
    make.confirm_quotations(article)
    assert Quotation.objects.published().count() == 2
    aside = reader.get("/organizzazioni/openai/").text.partition("Chi ha parlato per <bdi>OpenAI")[
        2
    ]
    speakers = aside.partition("</ul>")[0]
    assert "Sam Altman" in speakers and "CEO" in speakers and "Karpathy" not in speakers


def test_organization_can_be_the_speaker(reader: Client):
    make.make_organization("Meta")
    article = make.make_published("Meta", body="<p>Meta ha scritto: «Pagheremo la multa».</p>")
    make.confirm_quotations(article)
    page = reader.get("/articoli/meta/").text
    assert "Chi parla in questo pezzo" in page
    assert graph(page, "NewsArticle")["hasPart"][0]["spokenByCharacter"]["name"] == "Meta"
    assert not Person.objects.exists()


def test_renamed_person_is_updated_everywhere_at_once(article, reader: Client):
    make.confirm_quotations(article)
    for path in (PERSON, ARTICLE, "/organizzazioni/openai/"):
        assert "Sam Altman" in reader.get(path).text
    person = Person.objects.get()
    person.name, person.slug = "Samuel Altman", "samuel-altman"
    publishing.save_subject(subject=person)
    assert reader.get(PERSON)["Location"] == "/persone/samuel-altman/"
    for path in ("/persone/samuel-altman/", ARTICLE, "/organizzazioni/openai/"):
        assert "Samuel Altman</" in reader.get(path).text, path


def test_unindexed_quotations_are_hidden_from_engines(article, reader: Client):
    make.confirm_quotations(article)
    request = OblivionRequest.objects.create(person="Sam Altman", request="Basta.")
    request.articles.add(article)
    decision = OblivionDecision(
        request=request, article=article, kind=ErasureKind.UNINDEXED, reasons="È passato tempo."
    )
    publishing.decide_erasure(decision=decision, by=None)
    page = reader.get(PERSON)
    assert page["X-Robots-Tag"] == "noindex" and 'content="noindex"' in page.text
    assert "sam-altman" not in reader.get("/sitemap-pagine.xml").text
    assert reader.get("/api/persons").json()["items"] == []
    answer = reader.get(API)
    assert answer["X-Robots-Tag"] == "noindex"
    assert reader.get(f"{API}/quotations").json()["items"] == []
    publishing.undo_erasure(decision=decision, by=None, why="No.")
    assert "noindex" not in reader.get(PERSON).text


def test_name_search_leads_to_the_person(article, reader: Client):
    make.confirm_quotations(article)
    assert f'href="{PERSON}"' in reader.get("/cerca/?q=sam+altman").text


def test_many_quotations_are_paged_by_key(reader: Client, at_most):
    make.make_organization("OpenAI")
    for number in range(25):
        sentence = f"Sam Altman ha detto: «Parola numero {number} di tante»."
        article = make.make_published(
            f"Pezzo {number}", hours_ago=number, body=f"<p>{sentence}</p>"
        )
        make.confirm_quotations(article)
    with at_most(8):
        first = reader.get(PERSON).text
    assert first.count("<blockquote") == 20 and "Parola numero 0 " in first
    address = first.partition('rel="next" href="')[2].partition('"')[0]
    second = reader.get(PERSON + address).text
    assert second.count("<blockquote") == 5 and "Parola numero 24 " in second
    assert "rel=next" not in second and f'href="{PERSON}"' in second
    for senseless in ("?prima=", "?prima=x", "?prima=20200101000000-nulla", "?prima=²"):
        assert reader.get(PERSON + senseless).status_code == 404, senseless
    page = reader.get(f"{API}/quotations?limit=10").json()
    assert len(page["items"]) == 10
    following = reader.get(page["next"].partition("http://testserver")[2] or page["next"]).json()
    assert following["items"][0]["text"] == "Parola numero 10 di tante"


def test_list_of_persons_is_bounded(article, reader: Client, monkeypatch, at_most):
    monkeypatch.setattr("articles.site.views.persons.MOST_PERSONS", 1)
    make.confirm_quotations(article)
    other = make.make_published("Altro", body="<p>Anna Rinaldi dice: «Restiamo qui».</p>")
    make.confirm_quotations(other)
    with at_most(6):
        page = reader.get("/persone/").text
    assert "Anna Rinaldi" in page and "Sam Altman" not in page
    assert "Sam Altman" in reader.get("/persone/?pagina=2").text
    for senseless in ("0", "3", "x", "²", ""):
        assert reader.get(f"/persone/?pagina={senseless}").status_code == 404, senseless


def test_empty_list_of_persons_says_so(db, reader: Client):
    assert "Ancora nessuna citazione" in reader.get("/persone/").text


def test_rejected_quotation_is_shown_nowhere(article, reader: Client):
    quotation = article.quotations.get()
    decision = publishing.QuotationDecision(quotation, QuotationStanding.REJECTED)
    publishing.decide_quotations(article=article, decisions=[decision], by=None)
    assert "Chi parla in" not in reader.get(ARTICLE).text
    assert reader.get("/api/articles/openai-apre").json()["quotations"] == []
