"""A reader on a phone, without scripts, with large letters, with little network."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page, Response, expect

from articles.delivery.tasks import batch_tasks
from articles.models import Article
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Precipitevolissimevolmente" * 3


@pytest.fixture
def paper() -> list[str]:
    """A paper with articles of every measure; the paths of its families of pages."""
    make.make_organization("OpenAI", description="Un laboratorio. Con una storia.")
    make.make_organization("DeepSeek")
    section = make.make_section("Modelli")
    with batch_tasks():
        for number in range(24):
            make.make_published(
                f"Pezzo {number}", hours_ago=number + 3, section=section, tags=["open source"],
                body="<p>OpenAI e DeepSeek.</p>",
            )  # fmt: skip
    make.make_published("No", section=section, body="<p>OpenAI.</p>", hours_ago=2)
    article = make.make_published(
        f"Un titolo {LONG}",
        kicker=LONG[:80],
        standfirst=f"Il sommario {LONG}.",
        body=f"<h2>{LONG}</h2><p>OpenAI, DeepSeek. {LONG}</p><blockquote><p>Così.</p></blockquote>",
        section=section,
        lead_picture=make.make_picture(data=make.picture_bytes((1200, 800)), caption="Una scena"),
        tags=["open source", LONG],
    )
    others = Article.objects.filter(slug__in=["pezzo-0", "pezzo-1"])
    series = make.make_series(f"La serie {LONG}"[:120], *others, article, introduction=LONG)
    make.relate(article, *others)
    return [
        "/", "/articoli/", article.get_absolute_url(),
        "/organizzazioni/", "/organizzazioni/openai/", "/organizzazioni/deepseek/con/openai/",
        "/autori/", "/autori/di-fantasy/", "/serie/", series.get_absolute_url(),
        "/sezioni/modelli/", "/temi/open-source/", f"/archivio/{article.published_at.year}/",
        "/cerca/", "/cerca/?q=pezzo", "/non-c-e/",
    ]  # fmt: skip


def test_no_page_scrolls_sideways_at_320_pixels_or_at_200_per_cent(
    new_context, live_server, paper: list[str]
):
    for width, letters in ((320, 16), (640, 32)):
        context = new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            bypass_csp=True,  # large letters are the reader's, and not of the page
        )
        page = context.new_page()
        for path in paper:
            page.goto(path)
            page.add_style_tag(content=f"html {{ font-size: {letters}px }}")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path}: {wide} at {width}"


def test_search_filters_stand_in_one_line(page: Page, live_server, paper: list[str]):
    page.goto(f"{live_server.url}/cerca/?q=openai&firma=di-fantasy&sezione=modelli")
    chosen = page.get_by_role("link", name="Togli").locator("xpath=ancestor::ul[1]")
    expect(chosen.first).to_have_css("list-style-type", "none")
    first, second = page.get_by_role("link", name="Togli").all()
    assert first.bounding_box()["y"] == second.bounding_box()["y"]


def test_an_article_is_whole_without_scripts_and_light(new_context, live_server, paper: list[str]):
    context = new_context(base_url=live_server.url, java_script_enabled=False)
    page: Page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(paper[2], wait_until="networkidle")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Continua a leggere")).to_be_visible()
    expect(page.get_by_role("link", name="WhatsApp")).to_be_visible()
    page.get_by_text("Cita questo pezzo").click()
    expect(page.locator(".citation")).to_contain_text("Di Fantasy, «Un titolo")
    own = [answer for answer in answers if "/media/" not in answer.url]
    assert len(own) <= 5, [answer.url for answer in own]
    assert sum(len(gzip.compress(answer.body())) for answer in own) < 60_000


def test_a_reader_searches_narrows_and_reads(new_context, live_server, paper: list[str]):
    page: Page = new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_label("Che cosa cerchi").fill("openai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Con questo nome")).to_be_visible()
    expect(page.get_by_role("heading", name="26 pezzi")).to_be_visible()
    page.get_by_label("Restringi la ricerca").get_by_role("link", name="DeepSeek").click()
    expect(page.get_by_role("heading", name="25 pezzi")).to_be_visible()
    page.get_by_role("link", name="Altri risultati").click()
    page.get_by_role("link", name="Risultati precedenti").click()
    page.get_by_role("link", name="Togli DeepSeek").click()
    expect(page.get_by_role("heading", name="26 pezzi")).to_be_visible()
    page.locator(".results").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_first_tab_leads_to_the_text(new_context, live_server, paper: list[str]):
    page: Page = new_context(base_url=live_server.url).new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Vai al contenuto")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
