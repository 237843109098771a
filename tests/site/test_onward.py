"""Where an article leads on to: what an editor chose comes before what is found by itself."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.delivery.article_fragments import render_articles
from articles.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db


def tiles(reader: Client, article: Article) -> list[str]:
    """The slugs of the articles at the end of a page, in order."""
    page = reader.get(article.get_absolute_url()).text
    related = page.partition('<section class="related"')[2].partition("</section>")[0]
    return re.findall(r'card-headline"><a href="/articoli/([\w-]+)/"', related)


@pytest.fixture
def article() -> Article:
    """An article with eight others on the same organization."""
    make.make_organization("OpenAI")
    for number in range(8):
        make.make_published(f"Trovato {number}", hours_ago=number + 2, body="<p>OpenAI.</p>")
    return make.make_published("Il pezzo", body="<p>OpenAI.</p>")


def test_chosen_articles_come_first_and_in_their_order(reader: Client, article: Article):
    assert tiles(reader, article) == [f"trovato-{number}" for number in range(6)]
    one, two = make.make_published("Uno", hours_ago=99), make.make_published("Due", hours_ago=98)
    make.relate(article, one, two)
    assert tiles(reader, article) == ["uno", "due", *(f"trovato-{number}" for number in range(4))]


def test_chosen_article_is_not_found_again(reader: Client, article: Article):
    make.relate(article, Article.objects.get(slug="trovato-3"))
    assert tiles(reader, article) == [f"trovato-{number}" for number in (3, 0, 1, 2, 4, 5)]


def test_few_articles_are_filled_up_with_those_of_the_section(reader: Client):
    section = make.make_section("Modelli")
    first, second, third = (
        make.make_published(f"Vicino {number}", section=section, hours_ago=number + 2)
        for number in range(3)
    )
    article = make.make_published("Il pezzo", section=section)
    make.relate(article, second)
    assert tiles(reader, article) == ["vicino-1", "vicino-0", "vicino-2"]


def test_as_many_as_are_shown_may_be_chosen(reader: Client, article: Article):
    chosen = [make.make_published(f"Scelto {n}", hours_ago=50 + n) for n in range(6)]
    make.relate(article, *chosen)
    assert tiles(reader, article) == [f"scelto-{n}" for n in range(6)]


def test_hidden_article_stays_chosen_and_shows_when_it_may(
    reader: Client, article: Article, monkeypatch
):
    embargo = make.make_scheduled("Domani")
    draft = make.make_article("Una bozza")
    seen = make.make_published("Uno", hours_ago=99)
    make.relate(article, embargo, draft, seen)
    render_articles(Article.objects.values_list("pk", flat=True))
    assert tiles(reader, article)[:2] == ["uno", "trovato-0"]
    publishing.publish(article=draft, by=None)
    assert tiles(reader, article)[:2] == ["una-bozza", "uno"]
    publishing.withdraw(article=Article.objects.get(pk=draft.pk), by=None)
    assert tiles(reader, article)[:2] == ["uno", "trovato-0"]
    monkeypatch.setattr(timezone, "now", lambda: embargo.published_at + dt.timedelta(seconds=1))
    assert tiles(reader, article)[:2] == ["domani", "uno"]


def test_renamed_article_is_shown_with_its_new_name(reader: Client, article: Article):
    other = make.make_published("Uno", hours_ago=99)
    make.relate(article, other)
    tiles(reader, article)
    Article.objects.filter(pk=other.pk).update(headline="Ben altro", slug="ben-altro")
    assert tiles(reader, article)[0] == "ben-altro"
    assert "Ben altro" in reader.get(article.get_absolute_url()).text


def test_ready_page_equals_the_one_made_from_rows(reader: Client, article: Article):
    make.relate(article, Article.objects.get(slug="trovato-3"))
    made = tiles(reader, article)
    render_articles(Article.objects.values_list("pk", flat=True))
    Article.objects.filter(slug="trovato-7").update(word_count=7)  # another edition
    assert tiles(reader, article) == made


def test_chosen_articles_cost_one_query(client: Client, article: Article, at_most):
    render_articles(Article.objects.values_list("pk", flat=True))
    with at_most(4):
        client.get(article.get_absolute_url())
    chosen = [make.make_published(f"Scelto {n}", hours_ago=50 + n) for n in range(3)]
    make.relate(article, *chosen)
    render_articles(Article.objects.values_list("pk", flat=True))
    with at_most(5):
        client.get(article.get_absolute_url())
