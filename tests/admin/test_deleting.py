"""What a person reads before something is deleted: in their words, and whether it comes back."""

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


def asks(desk, model: str, row) -> str:
    answer = desk.get(f"/admin/articles/{model}/{row.pk}/delete/")
    assert answer.status_code == 200
    return without_internals(answer.text)


def without_internals(page: str) -> str:
    content = page.partition('id="content"')[2].partition("</main>")[0]
    assert [name for name in INTERNAL if name in content] == []
    return content


def test_an_article_says_what_goes_along_and_that_it_comes_back(desk_of, redattore, draft):
    page = asks(desk_of(redattore), "article", draft)
    assert "Vuoi eliminare «Una bozza» (articolo)?" in page
    assert "Si potrà recuperare da «Pezzi eliminati»" in page
    for told in ("Firme: 1", "Menzioni: 1", "Citazioni: 1"):
        assert told in page
    assert "Articoli: 1" not in page


def test_an_article_that_was_only_loaded_comes_back_too(desk_of, caporedattore, draft):
    publishing.delete_article(article=draft, by=caporedattore)
    loaded = make.make_article("Caricata")
    ArticleVersion.objects.filter(article_key=loaded.pk).delete()
    publishing.delete_article(article=loaded, by=caporedattore)
    names = {version.headline for version in publishing.deleted_articles()}
    assert {"Una bozza", "Caricata"} <= names


@pytest.mark.parametrize("model", ["author", "organization", "section", "tag", "person"])
def test_others_say_that_they_do_not_come_back(desk_of, db, model: str):
    row = apps.get_model("articles", model).objects.create(name="Nome", slug="nome")
    root = User.objects.create_superuser("radice")
    page = asks(desk_of(root), model, row)
    assert "Vuoi eliminare «Nome»" in page and "Non si potrà recuperare." in page


def test_a_picture_says_that_it_does_not_come_back(desk_of, direttore, settings):
    page = asks(desk_of(direttore), "picture", make.make_picture())
    assert "Non si potrà recuperare." in page


def test_what_stands_in_the_way_is_named_and_counted(desk_of, direttore, draft):
    for number in range(MOST_NAMED + 4):
        make.make_article(f"Pezzo {number}", body="<p>OpenAI.</p>")
    organization = Organization.objects.get()
    page = asks(desk_of(direttore), "organization", organization)
    assert "«OpenAI» non si può eliminare, perché serve ancora qui:" in page
    assert page.count("Menzione:") == MOST_NAMED and "e altri 5" in page


def test_several_at_once_are_asked_about_in_italian(desk_of, db):
    root = desk_of(User.objects.create_superuser("radice"))
    row = Organization.objects.create(name="Nome", slug="nome")
    page = root.get("/admin/articles/organization/").text
    assert (
        "Elimina la selezione (organizzazioni)" in page and "organizzazioni selezionati" not in page
    )
    chosen = {"action": "delete_selected", "_selected_action": [row.pk]}
    page = root.post("/admin/articles/organization/", chosen).text
    assert "Nome" in without_internals(page)


def test_what_is_derived_has_no_name_among_people():
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


def test_who_may_not_delete_is_told_nothing_else(desk_of, redattore):
    other = make.make_article("Di un altro")
    assert desk_of(redattore).get(f"{LIST}{other.pk}/delete/").status_code == 403
