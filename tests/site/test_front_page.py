"""The front page: its cards are made once for what they show, and show what there is now."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleKind
from articles.models import Article, ArticleFragments
from articles.site import cards
from articles.site.cards import MOST_CACHED, card, card_articles
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_cards() -> None:
    card.cache_clear()


def headlines(page: str) -> list[str]:
    return re.findall(r'class="card-headline"><a [^>]*>([^<]*)', page)


def test_cards_show_changes_at_once(reader: Client):
    section, author = make.make_section("Modelli"), make.make_author("Ada Neri")
    articles = [
        make.make_published(
            f"Storia {number}", hours_ago=number + 1, section=section, authors=[author],
            lead_picture=make.make_picture(f"{number}.png"),
        )
        for number in range(12)
    ]  # fmt: skip
    assert "Ada Neri" in reader.get("/").text

    author.name = "Ada Verdi"
    publishing.save_subject(subject=author)
    section.name = "Altri modelli"
    publishing.save_subject(subject=section)
    page = reader.get("/").text
    assert "Ada Neri" not in page and "Ada Verdi" in page
    assert "<span>Modelli</span>" not in page and "<span>Altri modelli</span>" in page

    lead = Article.objects.get(pk=articles[0].pk)
    lead.headline, lead.kicker = "Tutt’altro", "Dopo"
    publishing.save([lead], by=None)
    picture = articles[4].lead_picture
    picture.focal_x = 10
    picture.save()
    shown = card_articles([articles[4].pk])[articles[4].pk]
    page = reader.get("/").text
    assert headlines(page)[0] == "Tutt’altro" and "<span>Dopo</span>" in page
    assert shown.lead_picture.card.src in page

    publishing.withdraw(article=Article.objects.get(pk=lead.pk), by=None)
    assert "Tutt’altro" not in reader.get("/").text


def test_a_card_is_made_once_for_all_the_pages_that_show_it(client: Client):
    for number in range(8):
        make.make_published(f"Storia {number}", hours_ago=number + 1)
    client.get("/")
    made = card.cache_info().misses
    client.get("/")
    assert card.cache_info().misses == made

    # Each of the others moves one place down: of those within the same kind nothing is made.
    make.make_published("Ultima")
    client.get("/")
    assert card.cache_info().misses == made + 3


def test_kept_cards_are_bounded():
    article = card_articles([make.make_published("Una").pk]).popitem()[1]
    for number in range(MOST_CACHED + 5):
        card(article._replace(headline=f"Storia {number}"), "rail")
    assert card.cache_info().currsize == MOST_CACHED


def test_restored_paper_shows_its_own_cards(client: Client):
    """A backup restored under a process that goes on has the keys, content versions and times of
    before, for other articles."""
    article = make.make_published("Del giornale di prima")
    assert "Del giornale di prima" in client.get("/").text
    Article.objects.filter(pk=article.pk).update(headline="Dell’altro giornale")
    ArticleFragments.objects.all().delete()
    page = client.get("/").text
    assert "Dell’altro giornale" in page and "Del giornale di prima" not in page


def test_card_equals_the_template_of_the_whole_article():
    """The columns read for a card are all that the template asks an article for."""
    article = make.make_published(
        "Una & due",
        kicker="Occhiello",
        standfirst="Che cosa & perché.",
        section=make.make_section("Modelli"),
        authors=[make.make_author("Ada Neri"), make.make_author("Ugo Riva")],
        lead_picture=make.make_picture("a.png"),
        kind=ArticleKind.SPONSORED,
        sponsor="Una ditta",
        language="en",
    )
    whole = Article.objects.for_listing().get(pk=article.pk)
    shown = card_articles([article.pk])[article.pk]
    for variant, how in cards._VARIANTS.items():
        context = {"article": whole, **how}
        assert card(shown, variant) == cards.render_to_string("components/card.html", context)


def test_only_published_articles_have_cards(monkeypatch: pytest.MonkeyPatch):
    seen, coming = make.make_published("Una"), make.make_scheduled("Domani")
    draft = make.make_article("Bozza")
    keys = [seen.pk, coming.pk, draft.pk]
    assert list(card_articles(keys)) == [seen.pk]
    later = coming.published_at + dt.timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert set(card_articles(keys)) == {seen.pk, coming.pk}


def test_cards_cost_two_queries_for_any_number(at_most):
    keys = [make.make_published(f"Storia {number}").pk for number in range(20)]
    for count in (0, 1, 16, 17, 20):
        with at_most(2):
            assert set(card_articles(keys[:count])) == set(keys[:count])
