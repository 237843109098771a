"""Faults that are planted: found in words that say what to do, and repaired where data is
derived."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model, QuerySet
from reversion.models import Version

from articles import publishing
from articles.models import (
    Article,
    ArticleFragments,
    ArticleText,
    Byline,
    ContentVersion,
    DossierContentVersion,
    DossierFragments,
    Edition,
    Media,
    MediaUse,
    Mention,
    MonthCounter,
    Organization,
    Picture,
    PictureUse,
    SearchEntry,
)
from articles.pictures import Rights, embed
from tests import factories as make
from tests.media.files import VTT, sample

pytestmark = pytest.mark.django_db(transaction=True)
IS_SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def article() -> Article:
    parent = make.make_organization("Alphabet")
    make.make_organization("OpenAI", parent=parent)
    picture = make.make_picture("scena.png")
    body = f"<p>OpenAI dice di sì. OpenAI insiste.</p>{make.figure(picture, 'Una scena')}"
    body += make.link_to(make.make_media("bars.mp4", captions=VTT))
    section = make.make_section("Modelli")
    article = make.make_published("Il pezzo", body=body, lead_picture=picture, section=section)
    publishing.save([article], by=None)
    call_command("render_pieces", verbosity=0)
    assert ArticleFragments.objects.exists() and DossierFragments.objects.exists()
    return article


def verify(*options: str) -> tuple[str, bool]:
    """The output of the command, and True where all is well."""
    out = io.StringIO()
    try:
        call_command("verify", *options, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}", False
    return out.getvalue(), True


@contextmanager
def nobody_looking() -> Iterator[None]:
    """The database lets pass what its keys forbid: as after a repair by hand, or a bad disk."""
    with connection.cursor() as cursor:
        if IS_SQLITE:
            with connection.constraint_checks_disabled():
                yield
        else:
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def files_like(end: str) -> list[Path]:
    return sorted(Path(default_storage.location).rglob(end))


def spoil(path: Path, content: bytes = b"") -> None:
    path.write_bytes(content or path.read_bytes()[: path.stat().st_size // 2])


def relabel(path: Path) -> None:
    path.write_bytes(embed(path.read_bytes(), Rights(credit="Un altro")))


def original() -> Path:
    return Path(Picture.objects.get().file.path)


def trigger(name: str, table: str) -> str:
    return f"DROP TRIGGER {name}" if IS_SQLITE else f"DROP TRIGGER {name} ON {table}"


def orphan(model: type[Model], column: str) -> None:
    with nobody_looking():
        model.objects.update(**{column: 987654})


#: What can be planted together: an altered page is looked at only where nothing it shows changed.
DERIVED: dict[str, list[tuple[Callable[[], object], str]]] = {
    "files, pages, counts, the database": [
        (lambda: files_like("intera-*.webp")[0].unlink(), "intera-"),
        (lambda: spoil(files_like("3x2-*.avif")[0]), "3x2-"),
        (lambda: files_like("share/**/*.*")[0].unlink(), "con cui si condivide"),
        (
            lambda: ArticleFragments.objects.update(page="<p>Altro</p>"),
            "il-pezzo: la pagina pronta",
        ),
        (
            lambda: DossierFragments.objects.update(aside="Altro", about="{", newest="["),
            "già pronto",
        ),
        (lambda: MonthCounter.objects.all().delete(), "non sono contati"),
        (
            lambda: run(trigger("look_articles_byline_insert", "articles_byline")),
            "look_articles_byline_insert",
        ),
        (lambda: Edition.objects.all().delete(), "l’edizione"),
    ],
    "other parts of pages": [
        (lambda: ArticleFragments.objects.update(head=""), "il-pezzo: la pagina pronta"),
        (lambda: DossierFragments.objects.update(article_count=9), "non conta"),
        (
            lambda: spoil(files_like("1x1-*.webp")[0], files_like("3x2-*.webp")[0].read_bytes()),
            "1x1-",
        ),
        (lambda: orphan(SearchEntry, "article_id"), "(articolo 987654) non c’è più"),
    ],
    "what follows from the text": [
        (lambda: Mention.objects.update(count=7), "nominato 7 volte, e nel testo sono 2"),
        (lambda: Article.objects.update(word_count=7), "le parole"),
        (lambda: ArticleText.objects.update(rendered_body="<p>Altro</p>"), "«rendered_body»"),
        (lambda: SearchEntry.objects.update(terms="altro"), "«terms»"),
        (lambda: PictureUse.objects.all().delete(), "immagini che mostra"),
        (lambda: relabel(files_like("3x2-*.avif")[0]), "non porta i diritti che la redazione"),
        (lambda: MediaUse.objects.all().delete(), "i documenti che ha"),
        (lambda: DossierContentVersion.objects.all().delete(), "openai: non si contano"),
    ],
    "what is not there": [
        (lambda: ContentVersion.objects.all().delete(), "il-pezzo: non si contano"),
        (lambda: relabel(original()), "non porta i diritti che la redazione ha scritto: pictures/"),
        (lambda: ArticleText.objects.all().delete(), "dal testo non si è ricavato niente"),
        (lambda: SearchEntry.objects.all().delete(), "la ricerca non ce l’ha"),
    ],
}


@pytest.mark.parametrize("faults", DERIVED.values(), ids=DERIVED)
def test_derived_damage_is_repaired(article: Article, faults: list):
    for plant, _words in faults:
        plant()
    output, is_well = verify()
    assert [words for _plant, words in faults if words not in output] == [], output
    assert not is_well and "--repair" in output
    output, is_well = verify("--repair")
    assert is_well and "sistemato: " in output
    output, is_well = verify()
    assert is_well, output


def recorded() -> Path:
    return Path(Media.objects.get().file.path)


def captions() -> Path:
    return Path(Media.objects.get().captions.path)


def version() -> QuerySet[Version]:
    """The first state of the article."""
    return Version.objects.filter(
        content_type__model="article", revision__article_version__number=1
    )


def date(**dates: dt.datetime) -> None:
    Article.objects.update(**dates)


LOST: dict[str, list[tuple[Callable[[], object], str]]] = {
    "missing": [
        (lambda: original().unlink(), "il file non c’è"),
        (lambda: recorded().unlink(), ".mp4: il file non c’è"),
        (lambda: captions().unlink(), ".vtt: il file non c’è"),
        (lambda: version().update(serialized_data='[{"model": '), "versione «Il pezzo · 1»"),
        (lambda: orphan(Organization, "parent_id"), "porta a organizzazione 987654"),
        (
            lambda: date(published_at=dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC)),
            "non è fra il 1800 e il 2200",
        ),
    ],
    "cut short": [
        (lambda: spoil(original()), "il file è danneggiato"),
        (lambda: spoil(captions(), b"niente"), ".vtt: il file è danneggiato"),
        (lambda: version().update(serialized_data="[{}]"), "versione «Il pezzo · 1»"),
        (lambda: orphan(Byline, "author_id"), "987654"),
        (lambda: date(updated_at=dt.datetime(1, 1, 1, tzinfo=dt.UTC)), "non è fra il 1800"),
    ],
    "something else": [
        (lambda: spoil(original(), b"niente"), "il file è danneggiato"),
        (lambda: version().delete(), "non conserva nulla del suo pezzo"),
        (
            lambda: run("UPDATE articles_article SET body = '<p onclick=\"x\">Ciao</p>'"),
            "il testo non è pulito",
        ),
    ],
    "another file": [(lambda: spoil(recorded(), sample("tone.mp3")), ".mp4: è un altro file")],
    "another picture": [(lambda: Picture.objects.update(width=1, height=2), "un’altra immagine")],
}


@pytest.mark.parametrize("faults", LOST.values(), ids=LOST)
def test_damage_to_originals_is_reported_and_left(article: Article, faults: list):
    for plant, _words in faults:
        plant()
    output, is_well = verify()
    assert [words for _plant, words in faults if words not in output] == [], output
    assert not is_well
    output, is_well = verify("--repair")
    assert [words for _plant, words in faults if words not in output] == [], output
    assert not is_well


def test_unreadable_row_hides_no_other(article: Article):
    other = make.make_published("Un altro")
    last = dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC)
    Article.objects.filter(pk=article.pk).update(published_at=last)
    Article.objects.filter(pk=other.pk).update(word_count=7)
    output, is_well = verify()
    assert "un-altro: le parole non sono contate" in output and not is_well


@pytest.mark.skipif(not IS_SQLITE, reason="PostgreSQL lets nobody pass its rules")
def test_invalid_row_is_not_a_damaged_file(article: Article):
    run("PRAGMA ignore_check_constraints = ON")
    Picture.objects.update(credit="")
    run("PRAGMA ignore_check_constraints = OFF")
    output, is_well = verify()
    assert "una riga viola una regola" in output and not is_well
    assert "danneggiato" not in output
