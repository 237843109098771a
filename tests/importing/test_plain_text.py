import pickle
from pathlib import Path

import pytest

from articles.importing import ImportRefused, read_plain_text
from articles.importing.plain_text import headline_and_rest, looks_like_byline
from articles.text.markup import plain_text
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "Uno è “qui”, l’altro no.\n\nDue: perché sì…\n\nDi Fantasy"


@pytest.fixture
def write(tmp_path: Path):
    def write(data: str | bytes, name: str = "pezzo.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return write


def test_characters_and_paragraphs_are_kept(write):
    article = read_plain_text(write(TEXT))
    assert plain_text(article.body) == "Uno è “qui”, l’altro no.\n\nDue: perché sì…"
    assert article.byline == "Di Fantasy"
    assert article.notices == []


@pytest.mark.parametrize(
    ("data", "notices"),
    [
        (TEXT.encode("utf-8-sig"), []),
        (TEXT.encode("cp1252"), ["letto come Windows-1252"]),
        (TEXT.replace("\n", "\r\n").encode(), []),
        (TEXT.replace("\n", "\r").encode(), []),
        (("\n\n" + TEXT + "\n \n\n").encode(), []),
        (TEXT.replace("\n\n", "\n").encode(), []),
    ],
)
def test_same_text_in_another_encoding_is_the_same_article(write, data: bytes, notices: list):
    article = read_plain_text(write(data))
    assert article.fingerprint == read_plain_text(write(TEXT)).fingerprint
    assert article.notices == notices


def test_hard_wrapped_lines_are_one_paragraph(write):
    article = read_plain_text(
        write("Una riga\nspezzata in due.\n\nUn altro capoverso.\n\nAda Neri")
    )
    assert plain_text(article.body) == "Una riga spezzata in due.\n\nUn altro capoverso."


def test_markup_in_plain_text_is_escaped(write):
    article = read_plain_text(write("Scrivere <script>alert(1)</script> & via.\n\nAda Neri"))
    assert plain_text(article.body) == "Scrivere <script>alert(1)</script> & via."


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "il file è vuoto", None),
        (b" \n\r\n\t", "il file è vuoto", None),
        ("\ufeff \n".encode(), "il file è vuoto", None),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file binario", 3),
        (TEXT.encode("utf-16"), "sembra UTF-16", 1),
        (TEXT.encode("utf-32"), "sembra UTF-32", 1),
        (("Uno.\n\n" + TEXT).encode("mac_roman"), "non è in UTF-8: sembra Mac Roman", 3),
        (b"x" * (5 * 1024 * 1024 + 1), "5.242.881 byte; il limite è 5 MB", None),
        (b"Di Fantasy\n", "c’è solo la firma", 1),
        (b"\n\n\nDi Fantasy\n", "c’è solo la firma", 4),
        (b"Una frase.\n\nUn'altra frase, senza firma.\n\n", "l’ultima riga non è una firma", 3),
    ],
)
def test_invalid_file_is_refused_with_its_line(write, data: bytes, reason: str, line: int | None):
    with pytest.raises(ImportRefused) as refusal:
        read_plain_text(write(data))
    assert reason in refusal.value.reason
    assert refusal.value.line == line
    assert "\n" not in refusal.value.describe("pezzo.txt")


def test_missing_files_and_folders_are_refused(tmp_path: Path):
    for path, reason in ((tmp_path / "manca.txt", "non esiste"), (tmp_path, "cartella")):
        with pytest.raises(ImportRefused, match=reason):
            read_plain_text(path)


def test_overlong_headline_is_refused(write):
    with pytest.raises(ImportRefused, match="il titolo ha 201 caratteri"):
        read_plain_text(write(TEXT), headline="x" * 201)


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("Di Fantasy", True),
        ("Ada Neri", True),
        ("di Ada Neri", True),
        ("Ada Neri e Ugo de' Rossi", False),
        ("Ada Neri e Ugo De Rossi", True),
        ("Anna D’Amico", True),
        ("Anna d’Amico", True),
        ("Slavoj Žižek", True),
        ("Ștefan Țurcanu", True),
        ("Łukasz Wałęsa", True),
        ("Владимир Зеленский", True),
        ("Κυριάκος Μητσοτάκης", True),
        ("di Łukasz Wałęsa e Ørjan Šarić", True),
        ("Abdel Fattah al-Sisi", True),
        ("Խաչատուր Աբովյան", True),
        ("محمد صلاح", True),
        ("王小明", True),
        ("नरेन्द्र मोदी", True),
        ("это конец", False),
        ("žižek dorme", False),
        ("Così è finita", False),
        ("La fine.", False),
        ("Roma, 24 novembre 2026", False),
        ("“Penso di sì”", False),
        ("", False),
    ],
)
def test_byline_must_be_a_name(line: str, is_byline: bool):
    assert looks_like_byline(line) == is_byline


def test_known_signature_is_a_byline_in_any_spelling(write):
    make.make_author("redazione")
    assert read_plain_text(write("Una frase.\n\nRedazione")).byline == "Redazione"


LONG = "Il laboratorio con sede in un paese lontano ha annunciato una novità importante"


@pytest.mark.parametrize(
    ("paragraph", "headline", "rest"),
    [
        ("Piove. Anzi no.", "Piove", "Anzi no."),
        (f"{LONG}: apre il codice. E poi.", LONG, "Apre il codice. E poi."),
        ("Breve: ma non troppo. E poi.", "Breve: ma non troppo", "E poi."),
        ("Il dott. rossi dorme", "Il dott. rossi dorme", ""),
        ("Vale 3.5 punti? Sì.", "Vale 3.5 punti?", "Sì."),
        ("Piove. Žižek dorme.", "Piove", "Žižek dorme."),
        ("Piove. «Łódź dorme».", "Piove", "«Łódź dorme»."),
        ("Piove. „Łódź dorme“.", "Piove", "„Łódź dorme“."),
        ("Идёт дождь. Москва спит.", "Идёт дождь", "Москва спит."),
        ("Βρέχει. Η Αθήνα κοιμάται.", "Βρέχει", "Η Αθήνα κοιμάται."),
        ("الجو ماطر. المدينة نائمة.", "الجو ماطر", "المدينة نائمة."),
        ("北京下雨。上海晴。", "北京下雨。", "上海晴。"),
        ("Il dott. žižek dorme", "Il dott. žižek dorme", ""),
    ],
)
def test_a_headline_is_made_from_the_first_sentence(paragraph: str, headline: str, rest: str):
    assert headline_and_rest(paragraph) == (headline, rest)


def test_endless_sentence_is_cut_between_words():
    headline, rest = headline_and_rest("parola " * 60)
    assert len(headline) <= 130
    assert headline.endswith("parola…")
    assert rest == "parola " * 60


def test_a_refusal_is_the_same_in_another_process():
    refusal = ImportRefused("il file è vuoto.", line=3)
    assert pickle.loads(pickle.dumps(refusal)).describe("a.txt") == refusal.describe("a.txt")  # noqa: S301  (our own)
