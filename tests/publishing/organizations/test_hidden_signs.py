"""Signs that nobody sees hide no word, of a text that was stored before they were taken out."""

import pytest
from django.core.management import call_command
from django.db import connection

from articles import publishing
from articles.models import Article
from articles.search import Query, find, with_words
from articles.text.letters import seen
from tests import factories as make

pytestmark = pytest.mark.django_db


def stored(headline: str, body: str) -> Article:
    """A published article whose text no cleaner of today has seen."""
    article = make.make_published(headline, body="<p>Un testo.</p>")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET body = %s WHERE id = %s", [body, article.pk])
    return Article.objects.get(pk=article.pk)


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", "\ufeff"])
def test_organization_with_hidden_signs_is_linked_and_found(sign: str):
    written = f"Open{sign}AI"
    openai = make.make_organization("OpenAI")
    article = stored("Il pezzo", f"<p>La società {written} ha annunciato un modello.</p>")
    reading = publishing.Reading.of(article)
    assert [tie.organization for tie in reading.ties] == [openai.pk]
    article.mentions.create(organization=openai, count=1)
    call_command("derive_texts")
    body = seen(Article.objects.get(pk=article.pk).body_html)
    assert f'<a href="{openai.get_absolute_url()}">OpenAI</a> ha annunciato' in body
    assert list(find(Query.read("openai")).by_date) == [article.pk]
    assert list(with_words("OpenAI").values_list("article", flat=True)) == [article.pk]


def test_person_with_hidden_signs_is_recognised():
    article = stored("Il pezzo", "<p>Lo dice Nicolo\u0300 D’Ama\u200bto, e basta.</p>")
    call_command("derive_texts")
    assert Article.objects.get(pk=article.pk).text.people == ["Nicolò D’Amato"]
