"""The key by which names are compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.migrations._name_keys import name_key as filled_key
from articles.text.characters import clean_line
from articles.text.name_keys import MAX_KEY, name_key

SAME = [
    ("l'Aquila", "l’Aquila"),
    ("Élite", "élite"),
    ("Città", unicodedata.normalize("NFD", "CITTÀ")),
    ("Clima", "Clima\u200b"),
    ("Clima", "Cli\u00adma"),
    ("Clima", "\ufeffClima\u200e"),
    ("Clima", "\u202eClima\u202c"),
    ("open source", "Open  Source"),
    ("open source", "Open\u00a0Source"),
    ("open source", " Open\u2009\u3000Source\t"),
    ("open source", "Open\x0bSource"),
    ("D'Angelo", "D´Angelo"),
    ("D'Angelo", "D`ANGELO"),
    ("D'Angelo", "d‘angelo"),
    ("D'Angelo", "D’ Angelo"),
    ("Hawaiʻi", "Hawai'i"),
    ("Rossi-Bianchi", "Rossi\u2011Bianchi"),
    ("Rossi-Bianchi", "Rossi–Bianchi"),
    ("Progetto \"Alba\"", "Progetto “Alba”"),
    ("Ｏｐｅｎ", "open"),
    ("Ufﬁcio", "Ufficio"),
    ("Straße", "STRASSE"),
    ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    ("Путин", "ПУТИН"),
    ("Cuore ❤\ufe0f", "Cuore ❤"),
    ("میخواهم", "می\u200cخواهم"),
]  # fmt: skip

OTHERS = [
    ("Rosa", "Rosà"),
    ("Rosa", "Rosé"),
    ("Neri", "Nerì"),
    ("Dangelo", "D'Angelo"),
    ("Bianco Rossi", "Biancorossi"),
    ("Rossi-Bianchi", "Rossi Bianchi"),
    ("C++", "C"),
    ("GPT-4", "GPT-4o"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_only_look_different_have_one_key(one: str, other: str):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_different_names_have_different_keys(one: str, other: str):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u00ad\ufeff", "\u2800", "\u3164", "\x00"])
def test_invisible_name_has_no_key(name: str):
    assert name_key(name) == ""


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_key_is_idempotent_and_fits_its_column(name: str):
    key = name_key(name)
    assert len(key) <= MAX_KEY
    assert name_key(key) == key


def test_overlong_keys_stay_distinct():
    one, other = name_key("\ufdfa" * 100 + "a"), name_key("\ufdfa" * 100 + "b")
    assert len(one) == MAX_KEY and one != other


def test_many_accents_cost_no_more_than_a_name():
    assert len(name_key("a" + "\u0301\u0316" * 100_000)) <= MAX_KEY


@pytest.mark.parametrize("name", [name for pair in (*SAME, *OTHERS) for name in pair])
def test_keys_filled_in_by_a_migration_are_current(name: str):
    """A failure here means that the keys papers have are old: a migration must make them anew."""
    assert filled_key(name) == name_key(name)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_cleaning_a_name_leaves_its_key(name: str):
    assert name_key(clean_line(name)) == name_key(name)
