import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from articles.site.sitemaps import AI_CRAWLERS
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def test_sitemap_has_a_part_for_each_month_with_articles(reader: Client):
    for month in (1, 1, 5):
        make.make_published(published_at=dt.datetime(2025, month, 3, 9, tzinfo=dt.UTC))
    page = reader.get("/sitemap.xml")
    assert page.headers["Content-Type"].startswith("application/xml")
    assert page.text.count("<loc>") == 3
    assert f"<loc>{SITE}/sitemap-2025-01.xml</loc>" in page.text
    assert reader.get("/sitemap-2025-01.xml").text.count("<loc>") == 2
    assert reader.get("/sitemap-2025-02.xml").status_code == 404


def test_past_month_does_not_change_by_itself(reader: Client):
    make.make_published(published_at=dt.datetime(2025, 1, 3, 9, tzinfo=dt.UTC))
    before = reader.get("/sitemap-2025-01.xml").content
    make.make_published("Un altro")
    assert reader.get("/sitemap-2025-01.xml").content == before


def test_pages_and_dossiers_have_their_parts(reader: Client):
    make.make_organization("OpenAI")
    make.make_organization("Mai nominata")
    make.make_published(body="<p>OpenAI.</p>", tags=["tema"])
    pages = reader.get("/sitemap-pagine.xml").text
    for path in ("/", "/autori/di-fantasy/", "/temi/tema/", "/sezioni/cronaca/"):
        assert f"<loc>{SITE}{path}</loc>" in pages
    dossiers = reader.get("/sitemap-organizzazioni-1.xml").text
    assert f"{SITE}/organizzazioni/openai/" in dossiers and "mai-nominata" not in dossiers
    assert reader.get("/sitemap-organizzazioni-2.xml").status_code == 404


def test_news_sitemap_has_original_articles_of_two_days(reader: Client):
    make.make_published("Ieri & oggi", hours_ago=47)
    make.make_published("L’altro ieri", hours_ago=49)
    make.make_published("Da altrove", canonical_url="https://altrove.example/pezzo")
    news = reader.get("/sitemap-news.xml").text
    assert "<news:title>Ieri &amp; oggi</news:title>" in news
    assert news.count("<url>") == 1
    month = timezone.localtime() - dt.timedelta(hours=1)
    assert "da-altrove" not in reader.get(f"/sitemap-{month:%Y-%m}.xml").text


def test_robots_txt_states_the_papers_choice(client: Client, settings):
    text = client.get("/robots.txt").text
    assert f"Sitemap: {SITE}/sitemap.xml" in text and "Disallow: /admin/" in text
    assert all(f"User-agent: {name}\n" in text for name in AI_CRAWLERS)
    settings.AI_CRAWLERS = True
    text = client.get("/robots.txt").text
    assert "GPTBot" not in text and "Disallow: /admin/" in text
