"""Quotations at the desk: a person confirms the speaker, and is told of words that an edit
breaks."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.db.choices import QuotationStanding
from articles.models import Affiliation, Article, EditorialAct, Person, Quotation
from articles.publishing.quotations.decide import create_person
from tests import factories as make
from tests.admin.articles.forms import change, form

WORDS = "Apriremo il modello entro l’estate"
BODY = f"<p>Il CEO di OpenAI Sam Altman ha detto: «{WORDS}».</p>"
SPEAKERS = "/admin/articles/article/speakers/"


def page_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/quotations/"


def sent(quotation: Quotation, standing: str = "confirmed", **fields) -> dict:
    prefix = quotation.uuid.hex
    values = {
        "standing": standing,
        "speaker": quotation.speaker,
        "role": quotation.role,
        "organization": quotation.organization_id or "",
        **fields,
    }
    return {f"{prefix}-{name}": value for name, value in values.items()}


@pytest.fixture
def article(db) -> Article:
    make.make_organization("OpenAI")
    return make.make_published("OpenAI apre", body=BODY, standfirst="Presto.")


def test_detected_quotation_is_asked_about_and_stored(carla, reader, article, at_most):
    assert "1 da controllare" in carla.get(change(article)).text
    assert "1 citazione da controllare" in carla.get("/admin/").text
    assert page_of(article) in carla.get(SPEAKERS).text
    with at_most(14):
        page = carla.get(page_of(article)).text
    assert f"<mark>{WORDS}</mark>" in page and "Il CEO di OpenAI Sam Altman ha detto: «" in page
    assert 'value="Sam Altman"' in page
    answer = carla.post(page_of(article), sent(article.quotations.get()), follow=True)
    assert "1 scelta salvata" in answer.text and "Già decise" in answer.text
    assert WORDS in reader.get("/persone/sam-altman/").text
    assert "Niente da controllare" in carla.get(SPEAKERS).text


def test_rejected_quotation_can_be_confirmed_later(carla, reader, article):
    quotation = article.quotations.get()
    carla.post(page_of(article), sent(quotation, "rejected"))
    assert article.quotations.get().standing == QuotationStanding.REJECTED
    carla.post(page_of(article), sent(quotation, "confirmed", speaker="Samuel Altman"))
    assert reader.get("/persone/samuel-altman/").status_code == 200
    carla.post(page_of(article), sent(quotation, ""))
    assert article.quotations.get().standing == QuotationStanding.SUGGESTED
    assert reader.get("/persone/samuel-altman/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"speaker": "", "organization": ""}, "Scrivi chi parla, o per chi."),
        ({"said_on": "2999-01-01"}, "un giorno che deve ancora venire"),
        ({"said_on": "ieri"}, "data valida"),
        ({"organization": "nessuna"}, "Scegli un"),
        ({"speaker": "x" * 121}, "120"),
    ],
)
def test_senseless_decision_is_reported_and_nothing_is_lost(carla, article, fields, message):
    answer = carla.post(
        page_of(article), sent(article.quotations.get(), role="capo di tutto", **fields)
    )
    assert message in answer.text and "Non è ancora salvato niente" in answer.text
    assert "capo di tutto" in answer.text
    assert article.quotations.get().standing == QuotationStanding.SUGGESTED


def test_homonymous_speaker_is_asked_about(carla, article):
    first, second = (create_person(name="Sam Altman", by=None) for _ in range(2))
    openai = article.mentions.get().organization
    Affiliation.objects.create(person=second, organization=openai, role="CEO")
    quotation = article.quotations.get()
    answer = carla.post(page_of(article), sent(quotation))
    assert "scegli quale" in answer.text and "CEO, OpenAI" in answer.text
    carla.post(page_of(article), sent(quotation, person=str(second.pk)))
    assert article.quotations.get().person == second
    carla.post(page_of(article), sent(quotation, person="new"))
    assert Person.objects.count() == 3
    assert article.quotations.get().person not in {first, second}


def test_quotations_are_read_only_without_the_right_to_edit(desk_of, redattore, article):
    reading = desk_of(redattore)
    page = reading.get(page_of(article))
    assert WORDS in page.text and "Salva le scelte" not in page.text
    assert reading.post(page_of(article), sent(article.quotations.get())).status_code == 403
    assert "da controllare" not in reading.get("/admin/").text


def test_edit_breaking_a_quotation_warns_before_saving(carla, article):
    make.confirm_quotations(article)
    quotation = article.quotations.get()
    typed = form(article, body=BODY.replace("estate", "autunno"), amendment_kind="typo")
    answer = carla.post(change(article), typed)
    assert "rompe una citazione confermata" in answer.text
    assert f'name="_let_go" value="{quotation.uuid}"' in answer.text
    assert "autunno" in answer.text and Article.objects.get().body == article.body
    checked = carla.post("/admin/articles/article/organizations/", {**typed, "article": article.pk})
    assert "rompe una citazione confermata" in checked.json()["checks"]
    typed["amendment_kind"] = "update"
    carla.post(change(article), {**typed, "_let_go": str(quotation.uuid)})
    assert "autunno" in Article.objects.get().body
    assert not article.quotations.filter(standing=QuotationStanding.CONFIRMED).exists()


def test_restoring_that_breaks_a_quotation_warns(carla, article):
    first = Article.objects.get().version
    article = Article.objects.get()
    article.body = "<p>Anna Rinaldi dice: «Restiamo qui con voi».</p>"
    publishing.save([article], by=None)
    make.confirm_quotations(article)
    quotation = article.quotations.get()
    version = f"/admin/articles/article/{article.pk}/versions/{first}/"
    assert f'value="{quotation.uuid}"' in carla.get(version).text
    assert "rompe" in carla.post(version, {"amendment_kind": "typo"}).text
    restored = {"amendment_kind": "update", "_let_go": str(quotation.uuid)}
    assert carla.post(version, restored).status_code == 302
    assert WORDS in Article.objects.get().body


@pytest.mark.parametrize("names", [["non un nome"], ["", "\x00"]])
def test_senseless_names_release_no_quotation(carla, article, names):
    make.confirm_quotations(article)
    typed = form(article, body="<p>Altro.</p>", amendment_kind="update", _let_go=names)
    assert "rompe una citazione" in carla.post(change(article), typed).text


def test_persons_are_edited_and_merged(carla, reader, article):
    make.confirm_quotations(article)
    keep = create_person(name="Samuel Altman", by=None)
    absorb = Person.objects.get(name="Sam Altman")
    assert "Sam Altman" in carla.get("/admin/articles/person/?q=altman").text
    address = f"/admin/articles/person/{keep.pk}/"
    assert f"{address}merge/" in carla.get(f"{address}change/").text
    shown = carla.post(f"{address}merge/", {"absorb": absorb.pk}).text
    assert "1 citazione passa" in shown and "Si può annullare dalla storia" in shown
    carla.post(f"{address}merge/", {"absorb": absorb.pk, "_act": "merge"})
    assert Person.objects.get() == keep
    assert EditorialAct.objects.filter(verb="merged").exists()
    answer = reader.get("/persone/sam-altman/")
    assert (answer.status_code, answer["Location"]) == (301, "/persone/samuel-altman/")
    assert WORDS in reader.get("/persone/samuel-altman/").text


def test_merging_persons_needs_the_right_to_edit_them(desk_of, redattore, article):
    make.confirm_quotations(article)
    person = Person.objects.get()
    reading = desk_of(redattore)
    assert reading.get(f"/admin/articles/person/{person.pk}/merge/").status_code == 403
    assert reading.get("/admin/articles/person/").status_code == 200


def test_quoted_person_is_not_deleted(carla, article):
    make.confirm_quotations(article)
    person = Person.objects.get()
    carla.post(f"/admin/articles/person/{person.pk}/delete/", {"post": "yes"})
    assert Person.objects.exists()
