"""Names at the desk: one that is another's is refused with the way on; of two that were there a
person says whether they are one."""

from __future__ import annotations

import html

import pytest
from django.db import IntegrityError

from articles import publishing
from articles.models import Author, Organization, Person, Section, Tag
from articles.publishing import NAMED
from tests import factories as make
from tests.admin.articles.forms import NO_INTERESTS, form
from tests.publishing.subjects.test_namesakes import plant_waiting

pytestmark = pytest.mark.django_db

FORMS = {
    Author: {**NO_INTERESTS},
    Organization: {
        **NO_INTERESTS, "kind": "company", "names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0",
    },
    Person: {"affiliations-TOTAL_FORMS": "0", "affiliations-INITIAL_FORMS": "0"},
    Section: {"position": "0"},
    Tag: {},
}  # fmt: skip


def pages(model) -> str:
    return f"/admin/articles/{model._meta.model_name}"


@pytest.mark.parametrize("model", NAMED)
@pytest.mark.parametrize("typed", ["Marta  Righi", "Marta\u00a0Righi", "MARTA RIGHI"])
def test_duplicate_name_is_refused_with_a_way_on(desk_of, direttore, model, typed: str):
    desk = desk_of(direttore)
    known = publishing.save_subject(subject=model(name="Marta Righi"))
    other = publishing.save_subject(subject=model(name="Altra"))
    page = f'<a href="{pages(model)}/{known.pk}/change/">Marta Righi</a>'
    data = {**FORMS[model], "name": typed, "slug": other.slug}
    for path in ("add/", f"{other.pk}/change/"):
        answer = desk.post(f"{pages(model)}/{path}", data)
        assert answer.status_code == 200
        assert f"Questo nome c’è già: {page}." in answer.text
        assert html.escape(typed) in answer.text
    assert model.objects.count() == 2


@pytest.mark.parametrize("model", [Author, Organization, Person])
def test_homonyms_are_declared_distinct(desk_of, direttore, model):
    publishing.save_subject(subject=model(name="Marta Righi"))
    data = {**FORMS[model], "name": "Marta Righi", "distinguished_by": "sport"}
    desk = desk_of(direttore)
    desk.post(f"{pages(model)}/add/", data)
    assert [each.slug for each in model.objects.order_by("pk")] == ["marta-righi", "marta-righi-2"]
    assert "Marta Righi (sport)" in desk.get(f"{pages(model)}/").text


def test_invisible_name_is_refused(desk_of, direttore):
    answer = desk_of(direttore).post("/admin/articles/tag/add/", {"name": "\u200b"})
    assert answer.context["errors"] and not Tag.objects.exists()


def test_name_taken_at_the_same_moment_is_reported(desk_of, direttore, monkeypatch):
    save = publishing.save_subject

    def too_late(*, subject):
        monkeypatch.setattr(publishing, "save_subject", save)
        save(subject=Tag(name="Clima"))
        raise IntegrityError

    monkeypatch.setattr(publishing, "save_subject", too_late)
    save(subject=Tag(name="Clima"))
    answer = desk_of(direttore).post("/admin/articles/tag/add/", {"name": "clima"})
    assert "Questo nome c’è già" in answer.text


def test_tag_in_another_spelling_is_the_same_tag(desk_of, caporedattore):
    article = make.make_article(tags=["l'Aquila"])
    data = form(article, tags=["L’Aquila", "l\u2019aquila\u200b", "\u200b"])
    desk_of(caporedattore).post(f"/admin/articles/article/{article.pk}/change/", data)
    assert [tag.name for tag in Tag.objects.all()] == ["l'Aquila"]
    assert article.tags.count() == 1


def test_author_choices_show_the_distinction(desk_of, caporedattore):
    make.make_author("Marco Rossi")
    other = publishing.save_subject(subject=Author(name="Marco Rossi", distinguished_by="sport"))
    article = make.make_article(authors=[other])
    desk = desk_of(caporedattore)
    assert "Marco Rossi (sport)" in desk.get(f"/admin/articles/article/{article.pk}/change/").text
    field = {"app_label": "articles", "model_name": "article", "field_name": "authors"}
    found = desk.get("/admin/autocomplete/", {**field, "term": "Marco"})
    assert {each["text"] for each in found.json()["results"]} == {
        "Marco Rossi", "Marco Rossi (sport)",
    }  # fmt: skip


def test_pending_homonyms_are_listed_and_distinguished(desk_of, caporedattore):
    desk = desk_of(caporedattore)
    for model in NAMED:
        publishing.save_subject(subject=model(name="D'Angelo"))
        plant_waiting(model, "D’Angelo")
    assert "5 nomi doppi da decidere" in desk.get("/admin/").text
    page = desk.get("/admin/articles/tag/doubles/").text
    assert page.count("«D’Angelo»</a>") == 5
    for model in NAMED:
        listed = desk.get(f"{pages(model)}/?name=double").text
        assert "D’Angelo" in listed and "D&#x27;Angelo" not in listed
    for model in NAMED:
        row = model.objects.get(name_key="")
        data = {"kind": model._meta.model_name, "key": row.pk, "distinguished_by": "Torino"}
        desk.post("/admin/articles/tag/doubles/", data)
        desk.post("/admin/articles/tag/doubles/", data)  # once more: it was decided
    page = desk.get("/admin/articles/tag/doubles/").text
    assert "Nessun nome doppio da decidere" in page
    assert "da decidere" not in desk.get("/admin/").text


def test_list_of_homonyms_needs_the_right_to_edit_names(desk_of, redattore):
    desk = desk_of(redattore)
    assert desk.get("/admin/articles/tag/doubles/").status_code == 403
    assert "nomi doppi" not in desk.get("/admin/").text
