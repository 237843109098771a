import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, ArticleText, PictureUse, SearchEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


def verify() -> str:
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify", stdout=out)
    return out.getvalue()


def test_articles_in_every_state_agree(demo, caporedattore):
    make.make_article("Bozza")
    make.make_scheduled()
    out = io.StringIO()
    call_command("verify", stdout=out)
    assert "concorda" in out.getvalue()


def test_verify_reports_disagreements():
    picture = make.make_picture()
    article = make.make_published("Il pezzo", body=f"<p>Testo.</p>{make.figure(picture)}")
    PictureUse.objects.all().delete()
    Article.objects.update(word_count=7)
    ArticleText.objects.update(rendered_body="<p>Altro</p>")
    SearchEntry.objects.update(facets="y:1999")
    assert verify().count(f"{article.slug}: ") == 4


def test_verify_reports_missing_triggers():
    on = " ON articles_section" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER edition_articles_section_update{on}")
    assert "edition_articles_section_update" in verify()


def test_verify_reports_a_wrong_search_entry():
    make.make_published("Uscito")
    SearchEntry.objects.all().delete()
    assert "uscito" in verify()
    make.make_published("Bozza poi")
    Article.objects.update(status="draft")
    assert "bozza-poi" in verify()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL tiene in pari da sé")
def test_verify_reports_an_altered_index():
    article = make.make_published("Uscito")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER articles_search_update")
    SearchEntry.objects.filter(article=article).update(terms="altro")
    assert "articles_search" in verify()


def test_verify_reports_a_quotation_missing_in_the_text():
    article = make.make_published("Uscito", body="<p>Anna Rinaldi dice: «Restiamo qui».</p>")
    make.confirm_quotations(article)
    call_command("verify", stdout=io.StringIO())
    article.quotations.update(offset=3)
    assert "Restiamo qui" in verify()
    call_command("derive_texts", verbosity=0, stdout=io.StringIO())
    call_command("verify", stdout=io.StringIO())
