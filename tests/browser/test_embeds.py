"""Embeds in a real browser: nobody else hears of a reader before a click. What others would answer
is made up here; nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from articles.text.embeds import embed_of
from articles.text.markup import clean_html
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = [
    "https://youtu.be/dQw4w9WgXcQ",
    "https://www.tiktok.com/@scout2015/video/6718335390845095173",
    "https://x.com/jack/status/20",
    "https://open.spotify.com/track/4cOdK2wGLETKBW3PvgPWqT",
    "https://open.spotify.com/show/4cOdK2wGLETKBW3PvgPWqT",
    "https://www.openstreetmap.org/#map=15/45.4642/9.1900",
    "https://www.example.com/un-altro-giornale",
]


@pytest.fixture
def article() -> str:
    """An article with an embed of every shape; its address."""
    figures = "".join(
        f'<p>Testo.</p><figure><a href="{each}">Titolo</a><figcaption>Didascalia</figcaption>'
        "</figure>"
        for each in ADDRESSES
    )
    return make.make_published("Il titolo", body=clean_html(figures)).get_absolute_url()


@pytest.fixture
def read(new_context, live_server, article: str) -> Callable[..., Page]:
    """Opens the article; what others are asked for is told in `page.asked`."""

    def opened(**options) -> Page:
        context: BrowserContext = new_context(base_url=live_server.url, **options)
        asked: list[dict] = []

        def answer(route: Route) -> None:
            if route.request.url.startswith(live_server.url):
                route.continue_()
                return
            asked.append({"url": route.request.url, **route.request.headers})
            route.fulfill(content_type="text/html", body="<p>Qui parla il fornitore")

        context.route("**/*", answer)
        page = context.new_page()
        page.asked = asked
        page.goto(article)
        return page

    return opened


@pytest.mark.parametrize("scripts", [True, False])
def test_nobody_else_is_asked_before_a_click_and_the_provider_after_it(read, scripts: bool):
    page = read(java_script_enabled=scripts)
    for place in range(len(ADDRESSES)):  # frames are loaded as they come near
        page.locator(".embed").nth(place).scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert page.asked == []
    frame = page.frame_locator(".embed-youtube iframe")
    frame.get_by_role("link", name="Guarda il video su YouTube").click()
    expect(frame.locator("p")).to_have_text("Qui parla il fornitore")
    [asked] = page.asked
    assert asked["url"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert asked["referer"] == page.evaluate("location.origin + '/'")
    assert page.url.endswith("/articoli/il-titolo/")


def test_every_provider_opens_in_its_place(read):
    page = read()
    for address in ADDRESSES[:-1]:
        embed = embed_of(address)
        frame = page.frame_locator(f".embed-{embed.provider.key}.embed-{embed.shape} iframe")
        frame.locator("a").click()
        expect(frame.locator("p")).to_have_text("Qui parla il fornitore")
        assert page.asked[-1]["url"] == embed.frame.split("#")[0]


def test_keyboard_reaches_the_link_and_opens_it(read):
    page = read()
    page.locator(".embed-youtube .embed-title a").focus()
    page.keyboard.press("Tab")
    link = page.frame_locator(".embed-youtube iframe").locator("a")
    expect(link).to_be_focused()
    outline = link.evaluate("each => getComputedStyle(each).outlineWidth")
    assert outline == "3px"
    page.keyboard.press("Enter")
    expect(page.frame_locator(".embed-youtube iframe").locator("p")).to_be_visible()
    page.keyboard.press("Tab")  # and on, out of the frame
    page.keyboard.press("Tab")


def test_nothing_moves_when_frames_come_or_are_opened(read):
    page = read(viewport={"width": 390, "height": 800})
    page.evaluate(
        """() => {
          window.moved = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.moved += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
        }"""
    )
    heights = page.locator(".embed").evaluate_all("all => all.map(each => each.offsetHeight)")
    for place in range(len(ADDRESSES)):
        page.locator(".embed").nth(place).scroll_into_view_if_needed()
    page.frame_locator(".embed-youtube iframe").locator("a").click()
    expect(page.frame_locator(".embed-youtube iframe").locator("p")).to_be_visible()
    assert page.evaluate("window.moved") == 0
    after = page.locator(".embed").evaluate_all("all => all.map(each => each.offsetHeight)")
    assert after == heights


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_in_the_frame_are_whole_on_a_narrow_screen(read, scheme: str):
    page = read(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for frame in page.locator(".embed-frame").all():
        frame.scroll_into_view_if_needed()
        document = frame.content_frame.locator("html")
        document.locator("a").wait_for()
        wide, high = document.evaluate(
            "each => [each.scrollWidth - each.clientWidth, each.scrollHeight - innerHeight]"
        )
        assert wide <= 0 and high <= 0


def test_paper_has_the_address_and_no_frame(read):
    page = read()
    page.emulate_media(media="print")
    expect(page.locator(".embed-frame").first).to_be_hidden()
    words = page.locator(".embed-youtube .embed-title a").evaluate(
        "each => getComputedStyle(each, '::after').content"
    )
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in words
