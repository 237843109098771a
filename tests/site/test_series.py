"""Series as readers meet them: their pages, the numbers of their parts, the ways from one to the
next."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus
from articles.delivery.article_fragments import render_articles
from articles.models import Article, Series
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def series() -> Series:
    """Three parts that were published in another order than that of the series."""
    parts = [
        make.make_published(name, hours_ago=hours, standfirst=f"Il sommario di {name}.")
        for name, hours in (("Uno", 2), ("Due", 3), ("Tre", 1))
    ]
    return make.make_series("Il caso", *parts, introduction="Come è andata.\n\nDall’inizio.")


def line(page: str) -> str:
    """What stands above the headline."""
    found = re.search(r'<p class="series-line">(.*?)</p>', page, re.DOTALL)
    return " ".join(re.sub("<[^>]*>", " ", found[1]).split()) if found else ""


def ways(page: str) -> dict[str, str]:
    """The addresses of the parts before and after, by relation."""
    return dict(re.findall(r'<a rel="(prev|next)" href="([^"]*)"><span>Parte', page))


def test_page_of_a_series_has_its_parts_in_order(reader: Client, series: Series):
    page = reader.get("/serie/il-caso/").text
    assert re.findall(r'card-headline"><a href="/articoli/(\w+)/"', page) == ["uno", "due", "tre"]
    for words in ("<p>Come è andata.</p>", "<p>Dall’inizio.</p>", "3 parti", "Parte 3"):
        assert words in page
    assert f'<link rel="canonical" href="{SITE}/serie/il-caso/">' in page
    assert f'href="{SITE}/serie/il-caso/feed/"' in page or 'href="/serie/il-caso/feed/"' in page


def test_part_says_its_number_and_leads_to_those_beside_it(reader: Client, series: Series):
    pages = {name: reader.get(f"/articoli/{name}/").text for name in ("uno", "due", "tre")}
    assert line(pages["due"]) == "Serie Il caso Parte 2 di 3"
    assert '<a href="/serie/il-caso/">' in pages["due"]
    assert ways(pages["uno"]) == {"next": "/articoli/due/"}
    assert ways(pages["due"]) == {"prev": "/articoli/uno/", "next": "/articoli/tre/"}
    assert ways(pages["tre"]) == {"prev": "/articoli/due/"}
    assert "Nella sezione" not in pages["due"]


def test_ready_page_equals_the_one_made_from_rows(reader: Client, series: Series):
    made = reader.get("/articoli/due/").content
    assert render_articles(Article.objects.values_list("pk", flat=True)) == 3
    Article.objects.filter(slug="uno").update(word_count=7)  # another edition
    assert reader.get("/articoli/due/").content == made


def test_first_part_alone_is_counted_out_of_nothing(reader: Client):
    make.make_series("Appena cominciata", make.make_published("Uno"), make.make_article("Due"))
    make.make_published("Un altro")
    page = reader.get("/articoli/uno/").text
    assert line(page) == "Serie Appena cominciata Parte 1"
    assert ways(page) == {} and "Nella sezione" in page
    assert "1 parte" in reader.get("/serie/appena-cominciata/").text


def test_article_outside_every_series_has_no_line(reader: Client, series: Series):
    make.make_published("Da solo")
    page = reader.get("/articoli/da-solo/").text
    assert line(page) == "" and "Il caso" not in page


def test_hidden_part_is_neither_shown_nor_counted(reader: Client, monkeypatch):
    hidden = make.make_scheduled("Il segreto")
    parts = [make.make_published("Uno"), hidden, make.make_published("Tre")]
    make.make_series("Il caso", *parts)
    render_articles(Article.objects.values_list("pk", flat=True))
    page = reader.get("/articoli/tre/").text
    assert line(page).endswith("Parte 2 di 2") and ways(page) == {"prev": "/articoli/uno/"}
    listed = reader.get("/serie/il-caso/").text
    assert "2 parti" in listed and "segreto" not in listed.lower()
    monkeypatch.setattr(timezone, "now", lambda: hidden.published_at + dt.timedelta(seconds=1))
    page = reader.get("/articoli/tre/").text
    assert line(page).endswith("Parte 3 di 3") and ways(page) == {"prev": "/articoli/il-segreto/"}
    assert "3 parti" in reader.get("/serie/il-caso/").text


def test_withdrawn_part_leaves_the_numbers(reader: Client, series: Series):
    assert line(reader.get("/articoli/tre/").text).endswith("Parte 3 di 3")
    publishing.withdraw(article=Article.objects.get(slug="uno"), by=None)
    assert line(reader.get("/articoli/tre/").text).endswith("Parte 2 di 2")
    assert ways(reader.get("/articoli/due/").text) == {"next": "/articoli/tre/"}


def test_renamed_part_and_series_are_shown_at_once(reader: Client, series: Series):
    reader.get("/articoli/due/"), reader.get("/serie/il-caso/")
    Article.objects.filter(slug="uno").update(headline="Un altro inizio")
    Series.objects.update(name="Un altro nome")
    page = reader.get("/articoli/due/").text
    assert "Un altro inizio" in page and line(page) == "Serie Un altro nome Parte 2 di 3"


def test_draft_previews_the_number_that_it_will_have(series: Series, client, redattore):
    draft = make.make_article("Due e mezzo", by=redattore)
    uno, due, tre = (Article.objects.get(slug=slug) for slug in ("uno", "due", "tre"))
    publishing.save_series(series=series, parts=[uno, due, draft, tre])
    client.force_login(redattore)
    page = client.get("/articoli/due-e-mezzo/").text
    assert line(page) == "Serie Il caso Parte 3 di 4"
    assert "ld+json" not in page


@pytest.mark.parametrize("status", [ArticleStatus.DRAFT, ArticleStatus.WITHDRAWN])
def test_series_without_public_parts_reveals_nothing(reader: Client, status: ArticleStatus):
    make.make_published("Un altro")
    make.make_series("Il segreto", make.make_article("Uno", status=status))
    for path in ("/serie/il-segreto/", "/serie/il-segreto/feed/", "/api/series/il-segreto"):
        assert reader.get(path).status_code == 404
    for path in ("/serie/", "/api/series", "/sitemap-pagine.xml"):
        assert "segreto" not in reader.get(path).text
    assert "Ancora nessuna serie" in reader.get("/serie/").text
    assert 'href="/serie/"' not in reader.get("/").text


def test_list_of_series_begins_with_the_latest_part(reader: Client, series: Series):
    make.make_series("Una vecchia", make.make_published("Allora", hours_ago=900))
    page = reader.get("/serie/").text
    assert re.findall(r'<h2><a href="/serie/([\w-]+)/"', page) == ["il-caso", "una-vecchia"]
    assert 'href="/serie/"' in reader.get("/").text.partition("<footer")[2]


def test_feed_of_a_series_has_its_articles(reader: Client, series: Series):
    make.make_published("Un altro")
    for suffix in ("", "atom/", "json/"):
        feed = reader.get(f"/serie/il-caso/feed/{suffix}").text.replace("\\u00b7", "·")
        assert "Tre" in feed and "Il caso · Codice Aperto" in feed and "Un altro" not in feed


def test_sitemap_has_series(reader: Client, series: Series):
    pages = reader.get("/sitemap-pagine.xml").text
    for path in ("/serie/", "/serie/il-caso/"):
        assert f"<loc>{SITE}{path}</loc>" in pages


def test_renamed_series_redirects_from_its_old_address(reader: Client, series: Series):
    series.slug = "il-processo"
    publishing.save_series(series=series)
    for path in ("/serie/il-caso/", "/serie/il-caso/feed/", "/serie/Il-Caso/"):
        assert reader.get(path).url.startswith("/serie/il-processo/")
    assert reader.get("/serie/IL-PROCESSO/").url == "/serie/il-processo/"


def test_deleted_series_leaves_the_pages_of_its_articles(reader: Client, series: Series):
    reader.get("/articoli/due/"), reader.get("/serie/il-caso/")
    series.delete()
    assert reader.get("/serie/il-caso/").status_code == 404
    page = reader.get("/articoli/due/")
    assert page.status_code == 200 and line(page.text) == ""


def test_names_of_series_are_escaped(reader: Client):
    attack = '<script>alert("x")</script>'
    made = make.make_series(attack, make.make_published("Uno"), make.make_published("Due"),
                            introduction=attack, slug="ostile")  # fmt: skip
    for path in (made.get_absolute_url(), "/serie/", "/articoli/uno/"):
        page = reader.get(path).text
        assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_pages_of_a_series_keep_their_queries(client: Client, at_most):
    for size in (2, 12):
        parts = [make.make_published(f"Parte {size}-{number}") for number in range(size)]
        make.make_series(f"Serie {size}", *parts)
    render_articles(Article.objects.values_list("pk", flat=True))
    for path, limit in (("/serie/", 1), ("/serie/serie-2/", 2), ("/serie/serie-12/", 2),
                        ("/articoli/parte-2-1/", 4), ("/articoli/parte-12-5/", 4)):  # fmt: skip
        with at_most(limit):
            assert client.get(path).status_code == 200, path
