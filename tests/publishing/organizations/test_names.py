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
def test_what_only_looks_different_is_one_name(one: str, other: str):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_is_another_name_stays_another(one: str, other: str):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u00ad\ufeff", "\u2800", "\u3164", "\x00"])
def test_a_name_of_which_nothing_is_seen_has_no_key(name: str):
    assert name_key(name) == ""


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_a_key_is_its_own_key_and_fits_its_column(name: str):
    key = name_key(name)
    assert len(key) <= MAX_KEY
    assert name_key(key) == key


def test_names_that_unfold_to_more_than_the_column_holds_stay_apart():
    one, other = name_key("\ufdfa" * 100 + "a"), name_key("\ufdfa" * 100 + "b")
    assert len(one) == MAX_KEY and one != other


def test_a_heap_of_accents_costs_no_more_than_a_name():
    assert len(name_key("a" + "\u0301\u0316" * 100_000)) <= MAX_KEY


@pytest.mark.parametrize("name", [name for pair in (*SAME, *OTHERS) for name in pair])
def test_the_keys_that_a_migration_filled_in_are_those_of_today(name: str):
    """Where this fails, the keys that papers have are old: a migration must make them anew."""
    assert filled_key(name) == name_key(name)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_cleaning_a_name_leaves_its_key(name: str):
    assert name_key(clean_line(name)) == name_key(name)
