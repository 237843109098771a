"""Addresses as they come out of a sentence lead to the page that they mean."""

from urllib.parse import quote

import pytest
from django.test import Client

from articles import publishing
from articles.models import FormerAddress, Section
from articles.site.mistyped_addresses import tidied
from tests import factories as make
from tests.reader import Reader


@pytest.fixture(scope="module")
def paper(made_once: None) -> None:
    openai = make.make_organization("OpenAI")
    deepseek = make.make_organization("DeepSeek")
    article = make.make_published(
        "Il pezzo", body="<p>OpenAI e DeepSeek.</p>", section=make.make_section(), tags=["Clima"]
    )
    publishing.save([article], publishing.Decisions(confirm=[openai, deepseek]), by=None)


ADDRESSES = [
    "/articoli/il-pezzo/", "/organizzazioni/openai/", "/autori/di-fantasy/", "/sezioni/modelli/",
    "/temi/clima/", "/cerca/", "/articoli/", "/organizzazioni/deepseek/con/openai/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_capitals_and_final_punctuation_redirect(paper, reader: Reader, address: str):
    assert reader.get(address).status_code == 200
    bare = address.rstrip("/")
    forms = [bare.upper(), address.upper(), *(f"{bare}{sign}" for sign in ").,”"), f"{address})"]
    for form in forms:
        answer = reader.get(quote(form))
        assert (answer.status_code, answer.headers["Location"]) == (301, address), form


@pytest.mark.parametrize(
    "form",
    [
        "/articoli/il-pezzo»", "/articoli/il-pezzo%29", "/articoli/il-pezzo%2C",
        "/articoli/il-pezzo%E2%80%9D/", "/articoli/il-pezzo%2529", "/articoli/il-pezzo%BB",
        "/articoli/il-pezzo),%20che", "/articoli/il-pezzo…", "/articoli/il-pezzo%0A",
        "/articoli/“il-pezzo”", "/articoli/(IL-PEZZO).", "/articoli//il-pezzo//",
        "/Articoli/Il-Pezzo", "/articoli/il-pezzo*", "/articoli/il-pezzo%3C/a%3E",
        "/articoli/il-pezzo_)",
    ],
)  # fmt: skip
def test_mistyped_forms_of_an_article_redirect(paper, reader: Reader, form: str):
    answer = reader.get(form)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/articoli/il-pezzo/")


def test_redirect_costs_two_queries_and_a_page_none(
    paper, reader: Reader, django_assert_max_num_queries
):
    reader.get("/articoli/il-pezzo/")
    with django_assert_max_num_queries(2):
        Client().get("/cerca-no/")
    path = "/articoli/IL-PEZZO)"
    with django_assert_max_num_queries(6):  # the view's own, that of the page of errors, and ours
        Client().get(path)


def test_old_addresses_and_stored_capitals_redirect(paper, reader: Reader):
    FormerAddress.objects.remember("/articoli/vecchio/", "/articoli/il-pezzo/")
    assert reader.get("/articoli/VECCHIO).").headers["Location"] == "/articoli/il-pezzo/"
    Section.objects.create(name="IBM", slug="IBM")
    assert reader.get("/sezioni/IBM/").status_code == 200
    assert reader.get("/sezioni/IBM)").headers["Location"] == "/sezioni/IBM/"
    assert reader.get("/sezioni/MODELLI/feed/").headers["Location"] == "/sezioni/modelli/feed/"


def test_hidden_pages_are_not_revealed_by_redirects(paper, reader: Reader):
    make.make_article("Una bozza")
    make.make_scheduled("Un embargo")
    gone = make.make_published("Ritirato")
    publishing.withdraw(article=gone, by=None, reason="Era sbagliato")
    make.make_organization("Nessuno")
    for address in [
        "/articoli/UNA-BOZZA/", "/articoli/una-bozza)", "/articoli/un-embargo)",
        "/articoli/RITIRATO/", "/articoli/ritirato)", "/organizzazioni/NESSUNO/", "/niente)",
        "/articoli/non-esiste)", "/anteprima/ABC)/", "/ADMIN)", "/articoli/%00x)", "/%C3%A8)",
        "/api/ARTICLES)", "/articoli/%E6%B7%B1%E5%BA%A6/",
    ]:  # fmt: skip
        assert reader.get(address).status_code == 404, address
    assert reader.get("/articoli/ritirato/").status_code == 410


@pytest.mark.parametrize(
    ("path", "tidy"),
    [
        ("/articoli/a)b/", "/articoli/a/"),
        ("//elsewhere.example/x", "/elsewhere/"),
        ("/\\elsewhere", "/elsewhere/"),
        (")", "/"),
        ("/" + "%" * 100_000, "/"),
    ],
)
def test_punctuation_around_an_address_is_cut(path: str, tidy: str):
    assert tidied(path) == tidy
