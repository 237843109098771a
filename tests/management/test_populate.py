import pytest
from django.core.management import call_command

from articles import publishing, search
from articles.management.commands import populate
from articles.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_synthetic_articles_equal_written_ones(reader, capsys, monkeypatch):
    monkeypatch.setattr(populate, "ORGANIZATIONS", 30)
    make.make_article("Uno che c’era")
    call_command("populate", 12, words=60)
    assert Article.objects.published().count() == 12
    article = Article.objects.published().newest_first().first()
    assert reader.get(article.get_absolute_url()).status_code == 200
    tie = article.mentions.first()
    assert reader.get(tie.organization.get_absolute_url()).status_code == 200
    assert search.with_words(tie.name).filter(article=article).exists()
    assert publishing.Reading.of(article).by_organization[tie.organization_id].count == 1
    assert "12 pezzi sintetici aggiunti." in capsys.readouterr().out
    call_command("populate", 3)
    assert Article.objects.published().count() == 15
