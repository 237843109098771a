"""Leftovers of other programs in an imported text, reported with their line and their origin."""

import pytest
from django.core.management import call_command

from articles.importing.leftovers import MOST_DOUBTS, doubts_in, misread
from articles.models import Article

WORDS = "perché è già città «ciao» “boh” l’altro – € È É ò ù Łódź Milošević 😀 Зеленский Μητσοτάκης"


def read_in(encoding: str, text: str) -> str:
    """A text in UTF-8 that was read in another encoding; the holes of Windows' as it has them."""
    read = []
    for byte in text.encode():
        try:
            read.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            read.append(chr(byte))
    return "".join(read)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp850"])
def test_mojibake_is_reported_with_its_original(encoding: str):
    words = WORDS.replace(" 😀", "") if encoding in ("mac_roman", "cp850") else WORDS
    if encoding in ("mac_roman", "cp850"):
        words = words.partition(" Зел")[0]
    wrong = [word for word in words.split() if not word.isascii()]
    for word in wrong:
        assert misread(f"Prima {read_in(encoding, word)} dopo") == [(read_in(encoding, word), word)]


def test_doubly_wrong_encoding_is_reported():
    twice = read_in("cp1252", read_in("cp1252", "perché"))
    assert misread(twice) == [(twice, "perché")]


@pytest.mark.parametrize(
    "line",
    [
        "«Perché» è già così, “boh”: l’altro – trattino — € ™… È», è…”, «À»",
        "Łódź, „Ä“, MILANO È» À «b» ÷ ß à…” È» ’é «è» √2 ≈3 ¬x ƒ",
        "Зеленский, Μητσοτάκης, 習近平, 😀, ÃO, São Paulo, ÂGE, Å",
        "AT&T, R&D; a = b, x=10, y=AB",
    ],
)
def test_correct_text_is_not_reported(line: str):
    assert doubts_in([line]) == []


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (
            ["Uno", "che perchÃ© no"],
            2,
            "«perchÃ©» viene da una codifica sbagliata: forse era «perché»",
        ),
        (["La orga-", "nizzazione"], 1, "«orga- nizzazione» sembra una parola spezzata"),
        (["La orga\u00ad", "  nizzazione di"], 1, "forse «organizzazione»"),
        (["La orga- nizzazione"], 1, "forse «organizzazione»"),
        (["cos\ufffd"], 1, "in «cos\ufffd» si è perso un carattere"),
        (["uno\tdue"], 1, "tabulazioni"),
        (["citt&agrave; l&#8217;uso"], 1, "forse «città»"),
        (["perch=C3=A9 no"], 1, "forse «perché»"),
        (["perch=E9 no"], 1, "forse «perché»"),
    ],
)
def test_leftovers_are_reported(lines: list[str], line: int, words: str):
    doubt = doubts_in(lines)[0]
    assert doubt.line == line
    assert words in doubt.words


@pytest.mark.parametrize(
    "lines",
    [
        ["Italo-", "Francese"],  # a name of two
        ["Fine -", "riga"],
        ["uno -", ""],
        ["pre- e post-guerra, pre- ed extra-"],
        ["1990-", "duemila"],
    ],
)
def test_ordinary_hyphen_is_not_reported(lines: list[str]):
    assert doubts_in(lines) == []


def test_long_list_of_leftovers_is_truncated():
    doubts = doubts_in(["perchÃ©"] * 30)
    assert len(doubts) == MOST_DOUBTS + 1
    assert "altri 20" in doubts[-1].words


@pytest.mark.django_db
@pytest.mark.parametrize("dry_run", [True, False])
def test_command_reports_leftovers(tmp_path, capsys, dry_run: bool):
    path = tmp_path / "pezzo.txt"
    path.write_text(
        "Ecco perchÃ© no.\n\nLa orga-\nnizzazione tace.\n\nAda Neri\n", encoding="utf-8"
    )
    call_command("import_articles", str(path), dry_run=dry_run)
    out = capsys.readouterr().out
    assert "pezzo.txt, riga 1: «perchÃ©» viene da una codifica sbagliata: forse era «perché»" in out
    assert "pezzo.txt, riga 3: «orga- nizzazione» sembra una parola spezzata" in out
    assert Article.objects.exists() != dry_run
