"""Embeds in the editor: pasted, typed, described, undone, copied; nobody else is asked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.text.markup import clean_html
from tests import factories as make
from tests.browser.conftest import click_in_text, cursor_stands_in
from tests.browser.writing import change, save, text_of, tool, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TUBE = "https://youtu.be/dQw4w9WgXcQ?si=abc"
PAGE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
FRAME = f'<iframe width="560" src="{PAGE.replace("watch?v=", "embed/")}" title="x"></iframe>'
EMBED = f'<figure><a href="{PAGE}">Il lancio</a><figcaption>Da terra</figcaption></figure>'


@pytest.fixture
def open_body(new_desk):
    """Opens the form of an article with a body, for who signs it; what others are asked for fails
    the test."""
    asked: list[str] = []

    def opened(body: str) -> Page:
        author = make.make_author("Rosa", user=make.make_user("rosa", "Redattore"))
        article = make.make_article(body=body, authors=[author])
        page = new_desk("rosa")
        home = page.evaluate("location.origin")
        page.on(
            "request",
            lambda request: (
                asked.append(request.url)
                if request.url.startswith("http") and not request.url.startswith(home)
                else None
            ),
        )
        page.goto(change(article))
        expect(text_of(page)).to_be_visible()
        return page

    yield opened
    assert asked == []


def paste(page: Page, text: str, html: str = "") -> None:
    page.evaluate(
        """([text, html]) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          if (html) clipboardData.setData("text/html", html);
          const event = { clipboardData, bubbles: true, cancelable: true };
          theEditor().view.dom.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        [text, html],
    )


def card(page: Page):
    return text_of(page).locator("figure.link-figure")


def new_line(page: Page) -> None:
    click_in_text(page, text_of(page).locator("p").first)
    page.keyboard.press("End")
    page.keyboard.press("Enter")


def test_editor_keeps_an_embed_as_it_was(open_body):
    body = clean_html(f"<p>Uno.</p>{EMBED}<p>Due.</p>")
    page = open_body(body)
    assert written(page) == body
    page.locator("#id_headline").fill("Altro titolo")
    assert save(page).body == body


def test_address_that_is_pasted_alone_becomes_an_embed_and_undone_is_the_address(open_body):
    page = open_body("<p>Uno.</p>")
    new_line(page)
    paste(page, TUBE)
    expect(card(page)).to_contain_text(PAGE)
    assert f'<figure><a href="{PAGE}">{PAGE}</a></figure>' in written(page)
    page.keyboard.type("Poi.")
    assert written(page).endswith("<p>Poi.</p>")
    page.keyboard.press("Control+z")
    expect(card(page)).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(card(page)).to_have_count(0)
    assert TUBE in written(page)


def test_address_that_is_typed_becomes_an_embed_with_enter(open_body):
    page = open_body("<p>Uno.</p>")
    new_line(page)
    page.keyboard.type(TUBE)
    page.keyboard.press("Enter")
    page.keyboard.type("Dopo.")
    expect(card(page)).to_be_visible()
    body = written(page)
    assert body.startswith("<p>Uno.</p>") and body.endswith("<p>Dopo.</p>")


def test_address_among_words_and_an_unknown_one_stay_words(open_body):
    page = open_body("<p>Uno.</p>")
    new_line(page)
    page.keyboard.type(f"Guarda {TUBE}")
    page.keyboard.press("Enter")
    with page.expect_response("**/embed/"):
        paste(page, "https://www.example.com/video")
    expect(card(page)).to_have_count(0)


@pytest.mark.parametrize("as_html", [False, True])
def test_code_that_is_pasted_becomes_an_embed(open_body, as_html: bool):
    page = open_body("<p>Uno.</p>")
    new_line(page)
    paste(page, "" if as_html else FRAME, FRAME if as_html else "")
    expect(card(page)).to_be_visible()
    assert PAGE in written(page) and "iframe" not in written(page)


def test_post_that_is_pasted_as_code_becomes_an_embed(open_body):
    page = open_body("<p>Uno.</p>")
    new_line(page)
    paste(
        page,
        '<blockquote class="twitter-tweet"><p>Ciao</p>&mdash; Jack <a href="https://twitter.com/'
        'jack/status/20?ref=x">2006</a></blockquote> <script async src="https://platform.twitter.'
        'com/widgets.js" charset="utf-8"></script>',
    )
    expect(card(page)).to_contain_text("https://x.com/jack/status/20")


def test_frame_among_other_words_stays_as_a_link(open_body):
    page = open_body("<p>Uno.</p>")
    new_line(page)
    paste(page, "Prima Dopo", f"<p>Prima</p>{FRAME}<p>Dopo</p>")
    assert "<figure><a " in written(page) and "Prima" in written(page)


def test_dialog_asks_for_address_title_and_caption(open_body):
    page = open_body("<p>Uno.</p>")
    click_in_text(page, text_of(page).locator("p"))
    tool(page, "Video, post o mappa")
    dialog = page.get_by_role("dialog", name="Video, post o mappa")
    dialog.get_by_label("Indirizzo").fill("qualcosa")
    dialog.get_by_role("button", name="Inserisci").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Scrivi un indirizzo intero")
    dialog.get_by_label("Indirizzo").fill(TUBE)
    expect(dialog.get_by_role("status")).to_contain_text("YouTube: si apre nella pagina")
    dialog.get_by_label("Titolo").fill("Il lancio")
    dialog.get_by_label("Didascalia").fill("Da terra")
    page.keyboard.press("Tab")
    dialog.get_by_role("button", name="Inserisci").click()
    expect(dialog).to_be_hidden()
    assert EMBED in written(page).replace("\n", "")


@pytest.mark.parametrize("way", ["double click", "Enter"])
def test_embed_is_described_again(open_body, way: str):
    page = open_body(f"<p>Uno.</p>{EMBED}<p>Due.</p>")
    if way == "Enter":
        click_in_text(page, text_of(page).locator("p").first)
        page.keyboard.press("ArrowDown")
        cursor_stands_in(page, "Da terra")
        page.keyboard.press("Escape")
        page.keyboard.press("Enter")
    else:
        card(page).locator("strong").dblclick()
    dialog = page.get_by_role("dialog", name="Video, post o mappa")
    expect(dialog.get_by_label("Titolo")).to_have_value("Il lancio")
    expect(dialog.get_by_label("Titolo")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Il volo")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert EMBED.replace("Il lancio", "Il volo") in written(page).replace("\n", "")


def test_keyboard_goes_through_writes_the_caption_and_leaves(open_body):
    page = open_body(f"<p>Uno.</p>{EMBED}")
    click_in_text(page, card(page).locator("figcaption"))
    page.keyboard.press("End")
    page.keyboard.type(", di notte")
    page.keyboard.press("Enter")
    page.keyboard.type("Poi.")
    assert "Da terra, di notte</figcaption>" in written(page)
    assert written(page).endswith("<p>Poi.</p>")
    cursor_stands_in(page, "Poi.")
    page.keyboard.press("ArrowUp")
    cursor_stands_in(page, "Da terra, di notte")
    page.keyboard.press("ArrowUp")
    cursor_stands_in(page, "Uno.")


def test_embed_is_copied_whole_and_deleted_at_once(open_body):
    page = open_body(clean_html(f"<p>Uno.</p>{EMBED}<p>Due.</p>"))
    before = written(page)
    card(page).locator("strong").click()
    page.keyboard.press("Control+x")
    expect(card(page)).to_have_count(0)
    page.keyboard.press("Control+v")
    expect(card(page)).to_have_count(1)
    assert EMBED in written(page).replace("\n", "")
    click_in_text(page, card(page).locator("figcaption"))
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    assert "figure" not in written(page)
    page.keyboard.press("Control+z")
    assert EMBED in written(page).replace("\n", "")
    assert before.count("<p>") == written(page).count("<p>")
