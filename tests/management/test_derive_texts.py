import pytest
from django.core.management import call_command

from articles.models import ArticleText
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_derived_data_is_recomputed(capsys):
    make.make_organization("OpenAI")
    article = make.make_article(body="<p>Il CEO di OpenAI, Sam Altman.</p>")
    before = list(ArticleText.objects.values("article", "words", "people", "rendered_body"))
    ArticleText.objects.all().delete()
    ties = list(article.mentions.values())
    call_command("derive_texts")
    assert list(ArticleText.objects.values("article", "words", "people", "rendered_body")) == before
    assert list(article.mentions.values()) == ties
    assert "1 pezzo ricavato di nuovo." in capsys.readouterr().out
