"""One name, one row; and two where a person says so."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from articles import publishing
from articles.models import Author, Section, Tag
from articles.publishing import NAMED
from articles.publishing.quotations.decide import create_person
from articles.publishing.subjects.namesakes import called, settle_names, tags_called
from articles.publishing.verifying import disagreements
from articles.publishing.verifying.names import keys_are_of_their_names
from articles.text.characters import clean_line
from articles.text.name_keys import name_key
from tests import factories as make

pytestmark = pytest.mark.django_db

TWICE = [
    ("l'Aquila", "l’Aquila"),
    ("Città", unicodedata.normalize("NFD", "Città")),
    ("Élite", "élite"),
    ("Clima", "Clima\u200b"),
    ("open source", "Open\u00a0Source"),
]


def plant_waiting(model, name: str):
    """A row as a migration leaves it that found its name taken."""
    row = publishing.save_subject(subject=model(name="Da cambiare"))
    model.objects.filter(pk=row.pk).update(name=name, name_key="")
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("model", NAMED)
@pytest.mark.parametrize(("one", "other"), TWICE)
def test_database_refuses_a_duplicate_name(model, one: str, other: str):
    model.objects.create(name=one, slug="uno")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(name=other, slug="due")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([model(name=other, slug="due")])
    another = model.objects.create(name="Altro", slug="due")
    another.name = other
    with pytest.raises(IntegrityError), transaction.atomic():
        another.save(update_fields=["name"])
    may_differ = model not in (Tag, Section)  # of which a name stands once to the letter
    if may_differ:
        model.objects.create(name=one, slug="tre", distinguished_by="sport")
    if may_differ or clean_line(other) != clean_line(one):
        model.objects.create(name=other, slug="quattro", distinguished_by="altro")


@pytest.mark.parametrize("model", NAMED)
def test_duplicate_or_invisible_name_is_refused_in_words(model):
    publishing.save_subject(subject=model(name="L'Élite"))
    with pytest.raises(ValidationError, match="c’è già"):
        publishing.save_subject(subject=model(name="l’e\u0301lite"))
    with pytest.raises(ValidationError, match="non si vede niente"):
        publishing.save_subject(subject=model(name="\u200b"))


def test_distinguished_homonyms_sign_with_one_name():
    first = make.make_author("Marco Rossi")
    second = publishing.save_subject(
        subject=Author(name="Marco Rossi", distinguished_by="  sport ")
    )
    assert (first.slug, second.slug) == ("marco-rossi", "marco-rossi-2")
    assert (first.desk_name, second.desk_name) == ("Marco Rossi", "Marco Rossi (sport)")


@pytest.mark.parametrize(("one", "other"), TWICE)
def test_tag_is_found_in_any_spelling(one: str, other: str):
    article = make.make_article(tags=[one])
    make.make_article("Altro", tags=[other, "nuovo"])
    publishing.save([article], publishing.Decisions(tags=[one, other]), by=None)
    assert sorted(Tag.objects.values_list("name", flat=True)) == sorted([one, "nuovo"])
    assert [tag.name for tag in article.tags.all()] == [one]


def test_homonymous_tags_are_chosen_by_spelling():
    Tag.objects.create(name="Mercurio", slug="mercurio")
    Tag.objects.create(name="mercurio", slug="mercurio-2", distinguished_by="il metallo")
    article = make.make_article(tags=["mercurio"])
    assert article.tags.get().slug == "mercurio-2"
    assert tags_called(["MERCURIO"])[0].slug == "mercurio"


def test_new_tag_takes_no_known_address(reader):
    make.make_published(tags=["tema"])
    tag = Tag.objects.get()
    tag.name, tag.slug = "Nuovo nome", ""
    publishing.save_subject(subject=tag)
    make.make_published("Altro", tags=["tema"])
    assert Tag.objects.get(name="tema").slug == "tema-2"
    assert reader.get("/temi/tema/").headers["Location"] == "/temi/nuovo-nome/"


def test_organizations_and_persons_are_found_in_any_spelling():
    known = make.make_organization("L’Aquila Spa")
    assert publishing.create_organization(name="l'aquila\u00a0SPA", by=None) == known
    person = create_person(name="Beyoncé D'Angelo", by=None)
    assert list(publishing.people_called("BEYONCÉ D’ANGELO")) == [person]


def test_homonym_is_distinguished_at_the_desk():
    people = [create_person(name="Sam Altman", by=None) for _ in range(3)]
    assert [each.desk_name for each in people] == [
        "Sam Altman", "Sam Altman (2)", "Sam Altman (3)",
    ]  # fmt: skip


def test_pending_homonym_stays_pending_when_saved():
    known = make.make_author("D'Angelo")
    row = plant_waiting(Author, "D’Angelo")
    row.biography = "Scrive."
    publishing.save_subject(subject=row)
    row.refresh_from_db()
    assert (row.biography, row.name_key) == ("Scrive.", "")
    [double] = publishing.doubles()
    assert (double.row, double.known) == (row, known)
    assert publishing.waiting_names() == 1


def test_many_pending_homonyms_cost_no_more_queries(django_assert_num_queries):
    for number in range(3):
        make.make_author(f"D'Angelo {number}")
        plant_waiting(Author, f"D’Angelo {number}")
    with django_assert_num_queries(2):
        pairs = list(publishing.doubles([Author]))
    assert [str(name_key(each.row.name)) for each in pairs] == [
        each.known.name_key for each in pairs
    ]
    assert len(pairs) == 3


@pytest.mark.parametrize("model", NAMED)
def test_pending_homonym_is_distinguished(model):
    model.objects.create(name="D'Angelo", slug="uno")
    row = plant_waiting(model, "D’Angelo")
    assert len(list(publishing.doubles())) == 1
    with pytest.raises(ValidationError):
        publishing.distinguish(row=row, distinguished_by="\u00a0")
    publishing.distinguish(row=row, distinguished_by="Torino")
    assert not list(publishing.doubles())
    assert model.objects.get(pk=row.pk).name_key == name_key("D'Angelo")


def test_homonym_left_alone_is_no_longer_pending():
    known = make.make_author("D'Angelo")
    row = plant_waiting(Author, "D’Angelo")
    known.name = "Ada Neri"
    publishing.save_subject(subject=known)
    row.refresh_from_db()
    assert row.name_key == "d'angelo"
    settle_names(Author)


def test_renamed_pending_homonym_takes_no_other_name():
    make.make_author("D'Angelo")
    make.make_author("Ada Neri")
    row = plant_waiting(Author, "D’Angelo")
    row.name = "ada neri"
    with pytest.raises(ValidationError):
        publishing.save_subject(subject=row)


@pytest.mark.parametrize("model", NAMED)
def test_old_dump_with_homonyms_loads_and_merges_nobody(model, tmp_path: Path):
    model.objects.create(name="Clima", slug="clima")
    fields = {"name": "clima\u200b", "slug": "clima-2"}
    dump = tmp_path / "dump.json"
    dump.write_text(json.dumps([{"model": model._meta.label_lower, "fields": fields}]))
    call_command("loaddata", str(dump), verbosity=0)
    call_command("loaddata", str(dump), verbosity=0)
    assert list(model.objects.order_by("pk").values_list("name", "name_key")) == [
        ("Clima", "clima"), ("clima", ""),
    ]  # fmt: skip
    assert model.objects.get(slug="clima") == called(model, "CLIMA")[0]
    faults = list(disagreements())
    assert len(faults) == 1 and "(clima-2)" in faults[0]


def test_repaired_keys_leave_the_second_homonym_pending():
    known, row = make.make_author("Ada Neri"), make.make_author("Ada Rossi")
    Author.objects.filter(pk=row.pk).update(name="Ada Neri")  # and not its key
    for fault in keys_are_of_their_names():
        fault.mend()
    row.refresh_from_db()
    assert row.name_key == ""
    assert [(each.row, each.known) for each in publishing.doubles()] == [(row, known)]


def test_verify_reports_a_key_that_differs_from_its_name():
    make.make_author("Ada Neri")
    Author.objects.update(name="Ada Rossi")
    assert any("«Ada Rossi»" in line for line in disagreements())
