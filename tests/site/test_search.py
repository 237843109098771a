import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.db.choices import NameKind
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.long]
PARAMETERS = ["q", "ordine", "pagina", "organizzazione", "sezione", "firma", "tema", "anno"]


def test_result_shows_the_sentence_with_marked_words(reader: Client):
    make.make_published(
        "Il pezzo", body="<p>Una frase. Le organizzazioni &amp; gli <em>enti</em>. Altro.</p>"
    )
    page = reader.get("/cerca/", {"q": "organizzazione enti"}).text
    assert "Le <mark>organizzazioni</mark> &amp; gli <mark>enti</mark>." in page
    assert "Una frase." not in page


def test_search_without_a_query_shows_the_form(reader: Client):
    page = reader.get("/cerca/")
    assert page.status_code == 200 and 'role="search"' in page.text


@pytest.mark.parametrize("typed", ["OpenAI", "openai", "«OpenAI»", "GPT", "Open AI spa"])
def test_dossier_of_the_searched_name_comes_first(reader: Client, typed: str):
    make.make_organization(
        "OpenAI", ("GPT", NameKind.PRODUCT), ("Open A.I. S.p.A.", NameKind.FORMER)
    )
    make.make_published("Il pezzo", body="<p>OpenAI e altri, anche Open AI spa.</p>")
    page = reader.get("/cerca/", {"q": typed}).text
    assert ("Con questo nome" in page) == (typed != "Open AI spa")


def test_authors_sections_and_tags_are_found_by_name(reader: Client):
    make.make_published(section=make.make_section("Mercato"), tags=["Open source"])
    for name, path in (
        ("di fantasy", "/autori/di-fantasy/"),
        ("MERCATO", "/sezioni/mercato/"),
        ("open source", "/temi/open-source/"),
    ):
        assert f'href="{path}"' in reader.get("/cerca/", {"q": name}).text.split("<main")[1]


def test_misspelt_query_is_understood(reader: Client):
    make.make_organization("DeepSeek")
    make.make_published(body="<p>DeepSeek.</p>")
    assert "?q=DeepSeek" in reader.get("/cerca/", {"q": "depseek"}).text
    assert "?q=modelli+DeepSeek" in reader.get("/cerca/", {"q": "modelli Deepsek"}).text
    assert "Forse cercavi" not in reader.get("/cerca/", {"q": "zucchine"}).text


def test_unpublished_names_are_not_suggested(reader: Client):
    make.make_organization("DeepSeek")
    make.make_scheduled(body="<p>DeepSeek.</p>", tags=["segreto"])
    for typed in ("DeepSeek", "depseek", "segreto", "Di Fantasy"):
        page = reader.get("/cerca/", {"q": typed}).text
        assert "Forse cercavi" not in page and "Con questo nome" not in page


def test_results_are_narrowed_and_widened(reader: Client):
    make.make_published("Primo vento", section=make.make_section("Mercato"))
    make.make_published("Secondo vento", section=make.make_section("Ricerca"))
    page = reader.get("/cerca/", {"q": "vento"}).text
    assert "2 pezzi" in page and "?q=vento&amp;sezione=mercato" in page
    page = reader.get("/cerca/", {"q": "vento", "sezione": "mercato"}).text
    assert "1 pezzo" in page and "Secondo vento" not in page
    assert '<a href="?q=vento"><span class="visually-hidden">Togli </span>Mercato' in page
    page = reader.get("/cerca/", {"q": "vento", "sezione": "mai-vista", "anno": "mai"}).text
    assert "2 pezzi" in page


def test_pages_follow_each_other(reader: Client):
    for number in range(45):
        make.make_published(f"Vento {number:02}", hours_ago=number + 1)
    first = reader.get("/cerca/", {"q": "vento", "ordine": "data"}).text
    assert "Vento 00" in first and "Vento 19" in first and "Vento 20" not in first
    assert "?q=vento&amp;ordine=data&amp;pagina=2" in first
    last = reader.get("/cerca/", {"q": "vento", "ordine": "data", "pagina": "3"}).text
    assert "Vento 44" in last and "Altri risultati" not in last
    assert reader.get("/cerca/", {"q": "vento", "pagina": "99"}).status_code == 200


@pytest.mark.parametrize("typed", ["*", "!?", "nessuna parola"])
def test_searches_without_results_answer_alike(reader: Client, typed: str):
    """Signs alone too: who guesses learns nothing from a difference, and who slips is helped."""
    make.make_published("Un titolo")
    page = reader.get("/cerca/", {"q": typed}).text
    known = reader.get("/cerca/", {"q": "zucchine"}).text
    assert "Nessun pezzo" in page
    assert "Prova con un’altra parola" in page
    assert page.replace(typed, "") == known.replace("zucchine", "")


@pytest.mark.parametrize("size", [1, 25])
def test_a_search_keeps_its_queries(client: Client, at_most, size: int):
    for number in range(size):
        make.make_organization(f"Ente{number}")
        make.make_published(
            f"Vento {number}",
            body=f"<p>Ente{number} e Ente0.</p>",
            tags=[f"tema {number}", "tutti"],
            authors=[make.make_author(f"Firma {number}"), make.make_author()],
        )
    with at_most(15):
        client.get("/cerca/", {"q": "vento"})
    with at_most(12):
        client.get("/cerca/", {"q": "vento", "organizzazione": "ente0", "ordine": "data"})


@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=30)))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_search_address_is_an_error(reader: Client, query: dict[str, str]):
    assert reader.get("/cerca/", query).status_code == 200
