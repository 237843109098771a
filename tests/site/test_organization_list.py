"""Lists of what is tied to something: the same articles, whether it is often met or seldom."""

from __future__ import annotations

import re

import pytest
from django.db.models import QuerySet
from django.test import Client

from articles.db.choices import MentionStanding
from articles.models import Article, Author, Organization, Tag
from articles.querysets import subjects
from articles.site.views import organizations
from tests import factories as make

pytestmark = pytest.mark.django_db

ARTICLES = 45  # two pages and a bit


@pytest.fixture(scope="module", autouse=True)
def paper(made_once: None) -> None:
    make.make_organization("OpenAI")
    make.make_organization("Meta")
    ada, ugo = make.make_author("Ada Neri"), make.make_author("Ugo Riva")
    for number in range(ARTICLES):
        make.make_published(
            f"Pezzo {number}",
            body="<p>OpenAI e Meta</p>" if number % 9 else "<p>Meta</p>",
            authors=[ada, ugo] if number % 3 else [ada],
            tags=["modelli", "altro"] if number % 2 else ["modelli"],
            hours_ago=number // 2 + 1,  # two at the same time
        )
    make.make_article("Bozza", body="<p>OpenAI</p>", authors=[ada], tags=["modelli"])
    make.make_scheduled("Embargo", body="<p>OpenAI</p>", authors=[ada], tags=["modelli"])
    first = Article.objects.published().newest_first()[1]
    first.mentions.update(standing=MentionStanding.REJECTED)


@pytest.fixture(params=["often", "seldom"])
def is_small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    bound = ARTICLES * 2 if request.param == "seldom" else 2
    monkeypatch.setattr(subjects, "SMALL", bound)
    monkeypatch.setattr(organizations, "SMALL", bound)
    return request.param == "seldom"


def walked(reader: Client, path: str) -> list[str]:
    """The articles of a list from its first page to its last, and back again."""
    seen, query = [], "?"
    while query:
        page = reader.get(path + query).text
        seen += re.findall(r'<h\d class="card-headline"><a href="/articoli/([-\w]+)/', page)
        found = re.search(r'href="(\?prima=[^"]+)"', page)
        query = found[1] if found else ""
    return seen


def test_pages_feeds_and_api_list_the_same_articles(reader: Client, is_small: bool):
    ties: dict[str, tuple[str, QuerySet]] = {
        "/organizzazioni/openai/": (
            "organization=openai",
            Article.objects.filter(
                mentions__organization__slug="openai",
                mentions__standing=MentionStanding.AUTOMATIC,
            ),
        ),
        "/autori/ada-neri/": (
            "author=ada-neri",
            Article.objects.filter(bylines__author__slug="ada-neri"),
        ),
        "/temi/modelli/": (
            "tag=modelli",
            Article.objects.filter(tagged_items__tag__slug="modelli"),
        ),
    }
    for path, (narrowed, articles) in ties.items():
        expected = list(articles.published().newest_first().values_list("slug", flat=True))
        assert len(expected) > 20
        assert walked(reader, path) == expected

        feed = reader.get(f"{path}feed/json/").json()
        slugs = [item["url"].rstrip("/").rpartition("/")[2] for item in feed["items"]]
        assert slugs == expected[:20]

        items = reader.get(f"/api/articles?{narrowed}&limit=100").json()["items"]
        assert [item["slug"] for item in items] == expected

    for model, slug in ((Organization, "meta"), (Author, "ada-neri"), (Tag, "modelli")):
        assert model.objects.with_frequency().get(slug=slug).is_small == is_small
