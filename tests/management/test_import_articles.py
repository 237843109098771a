from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles import publishing
from articles.db.choices import ArticleStatus, NameKind
from articles.models import Article, Author, Organization
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "OpenAI parla.\n\nE DeepSeek, con DeepSeek-V3, risponde a OpenAI.\n\nDi Fantasy\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pezzo.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def organizations():
    return {
        "DeepSeek": make.make_organization(
            "DeepSeek", ("DeepSeek-V3", NameKind.PRODUCT), ("DeepSeek-R1", NameKind.PRODUCT)
        ),
        "X": make.make_organization("X", ("Twitter", NameKind.FORMER)),
        "Hugging Face": make.make_organization("Hugging Face"),
        "NVIDIA": make.make_organization("NVIDIA", ("H800", NameKind.PRODUCT)),
        "OpenAI": make.make_organization("OpenAI"),
        "Meta": make.make_organization("Meta"),
        "Baidu": make.make_organization("Baidu", ("Ernie 4.5", NameKind.PRODUCT)),
    }


def counts(article: Article) -> dict[str, int]:
    return dict(article.mentions.values_list("organization__name", "count"))


def refused(*args: object, **options: object) -> None:
    with pytest.raises(SystemExit) as stop:
        call_command("import_articles", *map(str, args), **options)
    assert stop.value.code == 1


def test_imported_article_is_a_draft_with_author_and_mentions(file, organizations, capsys):
    call_command("import_articles", str(file), section=make.make_section().slug)
    article = Article.objects.get()
    assert article.status == ArticleStatus.DRAFT
    assert article.headline == "OpenAI parla"
    assert article.section.slug == "modelli"
    assert [author.name for author in article.signatures] == ["Di Fantasy"]
    assert counts(article) == {"DeepSeek": 2, "OpenAI": 2}
    assert "1 pezzo importato, 0 rifiutati." in capsys.readouterr().out


def test_known_author_is_not_created_again(file):
    author = make.make_author("Di Fantasy")
    call_command("import_articles", str(file))
    assert Article.objects.get().signatures == [author]
    assert Author.objects.count() == 1


@pytest.mark.parametrize(
    ("byline", "name"), [("di Ada Neri", "Ada Neri"), ("Di Ada Neri", "Ada Neri")]
)
def test_the_preposition_of_a_byline_is_not_a_name(file, byline: str, name: str):
    author = make.make_author(name)
    file.write_text(f"Una frase.\n\n{byline}", encoding="utf-8")
    call_command("import_articles", str(file))
    assert Article.objects.get().signatures == [author]


def test_published_import_is_public(file, organizations, reader: Client):
    section = make.make_section("Aziende").slug
    call_command(
        "import_articles", str(file), publish=True, section=section, headline="Un titolo dato"
    )
    article = Article.objects.published().get()
    assert article.headline == "Un titolo dato"
    assert reader.get("/articoli/un-titolo-dato/").status_code == 200
    for slug in ("openai", "deepseek"):
        assert "Un titolo dato" in reader.get(f"/organizzazioni/{slug}/").text


def test_nothing_is_published_without_a_section(file, capsys):
    refused(file, publish=True)
    assert "Scegli una sezione" in capsys.readouterr().err
    assert not Article.objects.exists()


def test_a_dry_run_stores_nothing(file, organizations, capsys):
    call_command("import_articles", str(file), dry_run=True)
    assert not Article.objects.exists()
    assert not Author.objects.exists()
    out = capsys.readouterr().out
    assert "OpenAI (2)" in out
    assert "niente è stato salvato" in out


def test_dry_run_reports_duplicate_texts(file, tmp_path: Path, capsys):
    other = tmp_path / "altro.txt"
    other.write_text(TEXT.replace("\n\n", "\n\n\n"), encoding="utf-8")
    refused(file, other, dry_run=True)
    out, err = capsys.readouterr()
    assert "già stato importato: «OpenAI parla» (openai-parla)" in err
    assert "1 pezzo" in out
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_reading_files_holds_no_lock(file, organizations, monkeypatch):
    held = []
    prepare = publishing.Preparation.prepare

    def watched(self: publishing.Preparation, article: Article) -> publishing.PreparedArticle:
        held.append(connection.in_atomic_block)
        return prepare(self, article)

    monkeypatch.setattr(publishing.Preparation, "prepare", watched)
    call_command("import_articles", str(file))
    assert held == [False]
    assert counts(Article.objects.get()) == {"DeepSeek": 2, "OpenAI": 2}


def test_names_added_during_reading_are_found(file, monkeypatch):
    prepare = publishing.Preparation.prepare

    def meanwhile(self: publishing.Preparation, article: Article) -> publishing.PreparedArticle:
        prepared = prepare(self, article)
        if not Organization.objects.exists():
            make.make_organization("OpenAI")
        return prepared

    monkeypatch.setattr(publishing.Preparation, "prepare", meanwhile)
    call_command("import_articles", str(file))
    assert counts(Article.objects.get()) == {"OpenAI": 2}


def test_the_same_article_twice_is_refused_unless_again(file, capsys):
    call_command("import_articles", str(file))
    refused(file)
    assert "già stato importato: «OpenAI parla» (openai-parla)" in capsys.readouterr().err
    call_command("import_articles", str(file), again=True)
    assert Article.objects.count() == 2


def test_invalid_file_stops_no_other(file, tmp_path: Path, capsys):
    other = tmp_path / "altro.txt"
    other.write_text("Un altro.\n\nAda Neri", encoding="utf-8")
    bad = tmp_path / "senza-firma.txt"
    bad.write_text("Una frase.\n\nUn’altra.", encoding="utf-8")
    refused(file, bad, tmp_path / "manca.txt", file, other)
    assert Article.objects.count() == 2
    out, err = capsys.readouterr()
    assert "2 pezzi importati, 3 rifiutati." in out
    lines = err.strip().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{bad}, riga 3: l’ultima riga non è una firma")
    assert lines[1] == f"{tmp_path / 'manca.txt'}: il file non esiste."


def test_a_refused_file_leaves_no_new_author(tmp_path: Path):
    path = tmp_path / "vuoto.txt"
    path.write_text("Nuova Firma\n", encoding="utf-8")
    refused(path)
    assert not Author.objects.exists()


def test_unknown_section_is_refused_before_anything(file, capsys):
    make.make_section("Aziende")
    refused(file, section="sport")
    assert "La sezione «sport» non esiste. Ci sono: aziende." in capsys.readouterr().err
    assert not Article.objects.exists()


def test_headline_option_is_refused_for_two_files(file, capsys):
    refused(file, file, headline="Uno")
    assert "--headline vale per un file solo" in capsys.readouterr().err
