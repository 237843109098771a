"""Merging two rows at the desk, and undoing it."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Author, Person, Section, Tag
from tests import factories as make
from tests.admin.articles.forms import change, form

pytestmark = pytest.mark.django_db

WORDS = {
    Author: ("Firma da assorbire", "1 pezzo passa", "è di nuovo una firma a sé"),
    Tag: ("Tema da assorbire", "1 pezzo passa", "è di nuovo un tema a sé"),
    Section: ("Sezione da assorbire", "1 pezzo passa", "è di nuovo una sezione a sé"),
    Person: ("Persona da unire a questa", "0 citazioni passano", "è di nuovo una persona a sé"),
}


@pytest.mark.parametrize("model", WORDS)
def test_merging_is_undone_at_the_desk(desk_of, redattore, direttore, model):
    keep, absorb = (
        publishing.save_subject(subject=model(name=name)) for name in ("Rosa & C.", "Rosa C.")
    )
    author = absorb if model is Author else make.make_author()
    section = absorb if model is Section else make.make_section("Cronaca")
    tags = [absorb.name] if model is Tag else []
    make.make_article(authors=[author], section=section, tags=tags)
    label, moves, parted = WORDS[model]
    page = f"/admin/articles/{model._meta.model_name}/{keep.pk}"
    assert desk_of(redattore).get(f"{page}/merge/").status_code == 403
    desk = desk_of(direttore)
    assert f'href="{page}/merge/"' in desk.get(f"{page}/change/").text
    assert label in desk.get(f"{page}/merge/").text
    shown = desk.get(f"{page}/merge/?absorb={absorb.pk}").text
    assert moves in shown and "Rosa &amp; C." in shown and "Si può annullare" in shown
    assert model.objects.filter(pk=absorb.pk).exists()
    data = {"absorb": absorb.pk, "_act": "merge"}
    answer = desk.post(f"{page}/merge/", data, follow=True).text
    assert "Unione fatta: «Rosa C.» ora è «Rosa &amp; C.»." in answer
    assert not model.objects.filter(pk=absorb.pk).exists()
    assert desk.post(f"{page}/merge/", data).status_code == 200  # once more
    assert "Annulla l’unione" in desk.get(f"{page}/history/").text
    undo = {"merge": keep.merges.get().pk, "_act": "undo"}
    assert parted in desk.post(f"{page}/merge/", undo, follow=True).text
    assert model.objects.filter(pk=absorb.pk).exists()


def test_homonym_is_found_by_its_distinction(desk_of, direttore):
    tag = Tag.objects.create(name="Mercurio", slug="mercurio")
    Tag.objects.create(name="mercurio", slug="mercurio-2", distinguished_by="il metallo")
    desk = desk_of(direttore)
    field = {"app_label": "articles", "model_name": "tagmerge", "field_name": "kept"}
    found = desk.get("/admin/autocomplete/", {**field, "term": "mercurio"}).json()["results"]
    assert {"id": str(tag.pk), "text": "Mercurio"} in found
    assert any(each["text"] == "mercurio (il metallo)" for each in found)


@pytest.mark.parametrize(
    "sent",
    [
        {"absorb": "x"},
        {"absorb": "9" * 30},
        {"absorb": "9" * 5000, "_act": "merge"},
        {"_act": "undo"},
        {"_act": "undo", "merge": "9" * 30},
        {"_act": "merge"},
    ],
)
def test_senseless_choice_merges_nothing(desk_of, direttore, sent: dict):
    keep = make.make_author()
    page, desk = f"/admin/articles/author/{keep.pk}/merge/", desk_of(direttore)
    assert desk.post(page, sent).status_code == (403 if sent.get("_act") == "undo" else 200)
    assert desk.get(page, sent).status_code == 200
    assert Author.objects.get() == keep


def test_duplicate_name_offers_merging(desk_of, direttore):
    known, other = make.make_author("Marta Righi"), make.make_author("Altra")
    data = {
        "name": "MARTA RIGHI", "slug": other.slug,
        "interests-TOTAL_FORMS": "0", "interests-INITIAL_FORMS": "0",
    }  # fmt: skip
    desk = desk_of(direttore)
    page = desk.post(f"/admin/articles/author/{other.pk}/change/", data).text
    way = f"/admin/articles/author/{known.pk}/merge/?absorb={other.pk}"
    assert f'<a href="{way}">uniscili</a>' in page
    assert "sono la stessa firma" in desk.get(way).text


def test_form_open_during_a_merge_is_signed_by_the_survivor(desk_of, caporedattore):
    keep, absorb, other = (make.make_author(name) for name in ("Uno", "Due", "Tre"))
    article = make.make_article(authors=[absorb, other])
    data = form(article)
    publishing.merge(keep=keep, absorb=absorb, by=None)
    desk_of(caporedattore).post(change(article), data)
    assert [byline.author for byline in article.bylines.all()] == [keep, other]
