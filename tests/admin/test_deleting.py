"""The page before a deletion: its words, and whether the row can be recovered."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import User

from articles import publishing
from articles.admin.deleting import MOST_NAMED, is_known
from articles.models import Article, ArticleVersion, Mention, Organization, WorkingCopy
from tests import factories as make
from tests.admin.articles.forms import LIST

pytestmark = pytest.mark.django_db

#: What the machinery calls its own.
INTERNAL = (
    "Content version", "Fragments", "fragments", "Article text", "ArticleText", "Search entr",
    "Dossier content", "counter", "Name record", "Feature record", "-organization", "relationship",
)  # fmt: skip


@pytest.fixture
def draft(redattore) -> Article:
    make.make_organization("OpenAI")
    return make.make_article(
        "Una bozza", by=redattore, body="<p>OpenAI. «Una parola è poca», ha detto Ada Neri.</p>",
        tags=["tema"],
    )  # fmt: skip


def deletion_page(desk, model: str, row) -> str:
    answer = desk.get(f"/admin/articles/{model}/{row.pk}/delete/")
    assert answer.status_code == 200
    return without_internals(answer.text)


def without_internals(page: str) -> str:
    content = page.partition('id="content"')[2].partition("</main>")[0]
    assert [name for name in INTERNAL if name in content] == []
    return content


def test_deleting_an_article_says_it_is_recoverable(desk_of, redattore, draft):
    page = deletion_page(desk_of(redattore), "article", draft)
    assert "Vuoi eliminare «Una bozza» (articolo)?" in page
    assert "Si potrà recuperare da «Pezzi eliminati»" in page
    for line in ("Firme: 1", "Menzioni: 1", "Citazioni: 1"):
        assert line in page
    assert "Articoli: 1" not in page


def test_deleted_loaded_article_is_recoverable(desk_of, caporedattore, draft):
    publishing.delete_article(article=draft, by=caporedattore)
    loaded = make.make_article("Caricata")
    ArticleVersion.objects.filter(article_key=loaded.pk).delete()
    publishing.delete_article(article=loaded, by=caporedattore)
    names = {version.headline for version in publishing.deleted_articles()}
    assert {"Una bozza", "Caricata"} <= names


@pytest.mark.parametrize("model", ["author", "organization", "section", "tag", "person"])
def test_deleting_other_rows_says_it_is_final(desk_of, db, model: str):
    row = apps.get_model("articles", model).objects.create(name="Nome", slug="nome")
    root = User.objects.create_superuser("radice")
    page = deletion_page(desk_of(root), model, row)
    assert "Vuoi eliminare «Nome»" in page and "Non si potrà recuperare." in page


def test_deleting_a_picture_says_it_is_final(desk_of, direttore, settings):
    page = deletion_page(desk_of(direttore), "picture", make.make_picture())
    assert "Non si potrà recuperare." in page


def test_protecting_rows_are_named_and_counted(desk_of, direttore, draft):
    for number in range(MOST_NAMED + 4):
        make.make_article(f"Pezzo {number}", body="<p>OpenAI.</p>")
    organization = Organization.objects.get()
    page = deletion_page(desk_of(direttore), "organization", organization)
    assert "«OpenAI» non si può eliminare, perché serve ancora qui:" in page
    assert page.count("Menzione:") == MOST_NAMED and "e altri 5" in page


def test_bulk_deletion_asks_in_italian(desk_of, db):
    root = desk_of(User.objects.create_superuser("radice"))
    row = Organization.objects.create(name="Nome", slug="nome")
    page = root.get("/admin/articles/organization/").text
    assert (
        "Elimina la selezione (organizzazioni)" in page and "organizzazioni selezionati" not in page
    )
    chosen = {"action": "delete_selected", "_selected_action": [row.pk]}
    page = root.post("/admin/articles/organization/", chosen).text
    assert "Nome" in without_internals(page)


def test_derived_models_have_no_name_for_people():
    unknown = {
        model.__name__
        for model in apps.get_app_config("articles").get_models()
        if not is_known(model)
    }
    assert {
        "ContentVersion",
        "ArticleFragments",
        "ArticleText",
        "SearchEntry",
        "MonthCounter",
    } <= unknown
    assert is_known(Mention) and is_known(WorkingCopy) and not is_known(User)


def test_refused_deletion_tells_nothing_else(desk_of, redattore):
    other = make.make_article("Di un altro")
    assert desk_of(redattore).get(f"{LIST}{other.pk}/delete/").status_code == 403
