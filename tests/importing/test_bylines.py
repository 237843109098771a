"""Authors, as a byline names them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from django.core.management import call_command

from articles import publishing
from articles.importing.bylines import as_written, names_in, signatures
from articles.importing.plain_text import looks_like_byline
from articles.models import Article, Author
from articles.text.name_keys import name_key
from tests import factories as make

KNOWN = ["Di Fantasy", "Redazione Esteri e Mondo", "Redazione", "Ada Neri", "Luigi Di Maio"]


def read(byline: str) -> list[str]:
    keys = set(map(name_key, KNOWN))
    return signatures(byline, is_known=lambda name: name_key(name) in keys)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Marta Righi", ["Marta Righi"]),
        ("di Marta Righi", ["Marta Righi"]),
        ("di Marta Righi e Paolo Ferrante", ["Marta Righi", "Paolo Ferrante"]),
        ("Di Marta Righi e Paolo Ferrante", ["Marta Righi", "Paolo Ferrante"]),
        ("DI MARTA RIGHI E PAOLO FERRANTE", ["Marta Righi", "Paolo Ferrante"]),
        ("Marta Righi ed Enzo Bo", ["Marta Righi", "Enzo Bo"]),
        ("Marta Righi, Paolo Ferrante e Anna D’Amico",
         ["Marta Righi", "Paolo Ferrante", "Anna D’Amico"]),
        ("by Marta Righi and Paul Ferrant", ["Marta Righi", "Paul Ferrant"]),
        ("A cura di Marta Righi", ["Marta Righi"]),
        ("a cura di Marta Righi e Redazione", ["Marta Righi", "Redazione"]),
        ("Di Fantasy", ["Di Fantasy"]),
        ("DI FANTASY", ["DI FANTASY"]),
        ("Di Fantasy e Ada Neri", ["Di Fantasy", "Ada Neri"]),
        ("di Ada Neri e Di Fantasy", ["Ada Neri", "Di Fantasy"]),
        ("Redazione Esteri e Mondo", ["Redazione Esteri e Mondo"]),
        ("Redazione Esteri e Mondo e Ada Neri", ["Redazione Esteri e Mondo", "Ada Neri"]),
        ("Ada Neri, Redazione Esteri e Mondo", ["Ada Neri", "Redazione Esteri e Mondo"]),
        ("Redazione Sport e Motori", ["Redazione Sport e Motori"]),
        ("Marta e Paolo Righi", ["Marta e Paolo Righi"]),
        ("Dolce e Gabbana", ["Dolce e Gabbana"]),
        ("António Costa e Silva", ["António Costa e Silva"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("di Luigi Di Maio", ["Luigi Di Maio"]),
        ("di luigi di maio", ["luigi di maio"]),
        ("di Łukasz Wałęsa e Ørjan Šarić", ["Łukasz Wałęsa", "Ørjan Šarić"]),
    ],
)  # fmt: skip
def test_byline_is_split_into_authors(byline: str, names: list[str]):
    assert read(byline) == names


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("NICOLÒ BIANCHI", "Nicolò Bianchi"),
        (unicodedata.normalize("NFD", "NICOLÒ BIANCHI"), "Nicolò Bianchi"),
        ("NICOLO' BIANCHI", "Nicolò Bianchi"),
        ("NICOLÒ", "Nicolò"),
        ("MARIO D'ANGELO", "Mario D'Angelo"),
        ("ANNA DELL’ORTO", "Anna Dell’Orto"),
        ("JOHN MCDONALD", "John McDonald"),
        ("ANNA MACCHI", "Anna Macchi"),
        ("JUAN DE LA CRUZ", "Juan de la Cruz"),
        ("URSULA VON DER LEYEN", "Ursula von der Leyen"),
        ("LUIGI DI MAIO", "Luigi Di Maio"),
        ("ANNA RIGHI-FERRANTE", "Anna Righi-Ferrante"),
        ("J. R. R. TOLKIEN", "J. R. R. Tolkien"),
        ("PJ HARVEY", "PJ Harvey"),
        ("ŠARIĆ ŽIŽEK", "Šarić Žižek"),
        ("ВЛАДИМИР ЗЕЛЕНСКИЙ", "Владимир Зеленский"),
        ("ANSA", "ANSA"),
        ("REDAZIONE ANSA", "REDAZIONE ANSA"),
        ("Nicolò McDonald", "Nicolò McDonald"),
        ("王小明", "王小明"),
    ],
)
def test_capitals_become_a_name_where_that_is_sure(typed: str, written: str):
    assert as_written(typed) == written


@pytest.mark.parametrize(
    ("line", "is_list"),
    [
        ("Marta Righi, Paolo Ferrante e Anna Neri", True),
        ("A cura di Marta Righi", True),
        ("Roma, Milano", False),
        ("Marta Righi, Roma", False),
        ("Roma, 24 novembre 2026", False),
        ("Così è finita, e basta", False),
    ],
)
def test_a_list_of_names_is_a_byline(line: str, is_list: bool):
    names = names_in(line)
    assert bool(names and all(map(looks_like_byline, names))) == is_list


@pytest.fixture
def bring(db, tmp_path: Path):
    """Imports an article with each byline, and says who signs them."""

    def bring(*bylines: str) -> list[list[str]]:
        for number, byline in enumerate(bylines):
            path = tmp_path / f"{number}.txt"
            path.write_text(f"Una frase numero {number}.\n\n{byline}\n", encoding="utf-8")
            call_command("import_articles", str(path), again=True)
        articles = Article.objects.order_by("pk")
        return [[author.desk_name for author in article.signatures] for article in articles]

    return bring


def test_bylines_that_only_look_different_are_one_author(bring):
    typed = ["Mario D'Angelo", "Mario D’Angelo", "MARIO D´ANGELO", "di mario d'angelo"]
    assert bring(*typed) == [["Mario D'Angelo"]] * 4
    assert Author.objects.get().name == "Mario D'Angelo"


def test_known_spelling_wins_over_capitals(bring):
    make.make_author("ADA NERI")
    assert bring("NICOLÒ BIANCHI", "Nicolò Bianchi", "Ada Neri") == [
        ["Nicolò Bianchi"], ["Nicolò Bianchi"], ["ADA NERI"],
    ]  # fmt: skip


def test_two_authors_keep_their_order(bring, reader):
    make.make_author("Paolo Ferrante")
    assert bring("di Marta Righi e Paolo Ferrante") == [["Marta Righi", "Paolo Ferrante"]]
    assert Author.objects.count() == 2


def test_homonymous_author_is_chosen_by_the_file(bring, tmp_path: Path, capsys):
    make.make_author("Marco Rossi")
    publishing.save_subject(subject=Author(name="Marco Rossi", distinguished_by="sport"))
    assert bring("Marco Rossi", "Marco Rossi (Sport)") == [["Marco Rossi"], ["Marco Rossi (sport)"]]
    Author.objects.filter(distinguished_by="").update(distinguished_by="cronaca")
    with pytest.raises(SystemExit):
        bring("Marco Rossi")
    errors = capsys.readouterr().err
    assert "Marco Rossi (cronaca), Marco Rossi (sport)" in errors
