"""Duplicate names of an older paper: migrating merges nobody and lists all."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles import publishing
from articles.models import Author, Organization, OrganizationMerge, Person, Section, Tag
from articles.publishing.verifying import disagreements
from articles.text.name_keys import name_key

BEFORE = "0027_quotation_rights"
TWICE = {
    "Author": ("D'Angelo", "D’Angelo"),
    "Organization": ("OpenAI", "OpenAI"),
    "Person": ("Sam Altman", "Sam Altman"),
    "Section": ("Élite", "élite"),
    "Tag": ("Città", unicodedata.normalize("NFD", "Città")),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.long
def test_duplicates_of_an_older_paper_wait_for_a_person(capsys):
    call_command("migrate", "articles", BEFORE, verbosity=0)
    apps = MigrationExecutor(connection).loader.project_state([("articles", BEFORE)]).apps
    for label, names in TWICE.items():
        model = apps.get_model("articles", label)
        for number, name in enumerate((*names, "Altro"), start=1):
            model.objects.create(name=name, slug=f"{label.lower()}-{number}")
    organizations = apps.get_model("articles", "Organization").objects.order_by("pk")
    kept = organizations.first()
    rows = [{"pk": kept.pk}, {"pk": 12345}]
    merges = apps.get_model("articles", "OrganizationMerge").objects
    merges.create(kept=kept, absorbed_name="L’Altra", before={"organizations": rows})
    capsys.readouterr()
    call_command("migrate", verbosity=0)
    output = capsys.readouterr().out
    for model in (Author, Organization, Person, Section, Tag):
        rows = model.objects.order_by("pk").values_list("name", "name_key")
        first, second = TWICE[model.__name__]
        assert dict(rows[1:]) == {second: "", "Altro": "altro"}
        assert rows[0] == (first, name_key(first))
        assert f"«{second}»" in output
    assert len(list(publishing.doubles())) == 5
    merge = OrganizationMerge.objects.get()
    assert (merge.absorbed_key, merge.absorbed_name_key) == (12345, "l'altra")
    faults = "\n".join(disagreements())
    assert all(f"{label.lower()}-2" in faults for label in TWICE)
