"""The form of an article: cursor, checks, schedule, typography, links, preview."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Route, expect

from articles.models import Article
from tests import factories as make
from tests.browser.conftest import click_in_text
from tests.browser.writing import change, text_of, type_at_end

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_early_typing_keeps_its_field_while_the_page_loads(new_desk, article):
    desk = new_desk("rosa")
    held: list[Route] = []
    scripts = re.compile(r"/(change_form|first_field)(\.\w+)?\.js")
    desk.route(scripts, lambda route: held.append(route))
    desk.goto("/admin/articles/article/add/", wait_until="commit")
    desk.locator("#id_headline").click()
    desk.keyboard.type("Un ti")
    assert held
    held.pop().continue_()
    desk.wait_for_load_state()
    desk.keyboard.type("tolo")
    expect(desk.locator("#id_headline")).to_have_value("Un titolo")

    desk.unroute(scripts)
    desk.goto("/admin/articles/article/add/")
    expect(desk.locator("#id_kicker")).to_be_focused()


def test_invalid_form_focuses_the_first_error(new_desk, article):
    desk = new_desk("rosa")
    for address in (change(article), "/admin/articles/article/add/"):
        desk.goto(address)
        desk.locator("#id_headline").fill("")
        desk.get_by_role("button", name="Salva").click()
        expect(desk.locator(".field-headline .errorlist")).to_be_visible()
        expect(desk.locator("#id_headline")).to_be_focused()


def test_checks_link_to_their_place_and_keys_open_the_next_step(new_desk, article):
    Article.objects.update(section=None, body="<p>Uno. «Aperta e mai chiusa.</p>")
    page = new_desk("carla")
    page.goto(change(article))
    checks = page.locator("[data-checks]")
    checks.get_by_role("link", name="Virgolette che non si chiudono").click()
    assert "«Aperta" in page.evaluate("String(getSelection())")
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="Pubblica adesso")
    expect(dialog).to_contain_text("Scegli una sezione")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_scheduled_article_comes_out_at_its_second_and_not_before(
    new_desk, new_context, live_server, monkeypatch, article
):
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    seven = tomorrow.replace(hour=7, minute=0, second=0, microsecond=0)
    page = new_desk("carla")
    page.goto(change(article))
    page.locator("#id_published_at_0").fill(f"{seven:%d/%m/%Y}")
    page.locator("#id_published_at_1").fill("07:00")
    page.keyboard.press("Tab")
    button = page.locator(".desk-bar").get_by_role("button", name="Programma per")
    expect(button).to_contain_text(f"{seven.year}, 07:00")
    button.click()
    page.get_by_role("dialog").get_by_role("button", name="Programma per").click()
    expect(page.locator(".messagelist")).to_contain_text("è programmato")

    address = Article.objects.get().get_absolute_url()
    reader = new_context(base_url=live_server.url).new_page()
    for moment, status in ((seven - dt.timedelta(seconds=1), 404), (seven, 200)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment.astimezone(dt.UTC))
        assert reader.goto(address).status == status
        reader.goto("/")
        shown = reader.get_by_role("link", name="Un pezzo di prova")
        assert (shown.count() > 0) == (status == 200)


def test_typography_is_shown_before_it_changes_anything(new_desk, article):
    Article.objects.update(body='<p>Disse "va bene" all\'altro.</p>')
    page = new_desk("rosa")
    page.goto(change(article))
    expect(text_of(page)).to_contain_text('"va bene"')
    page.get_by_role("button", name="Tipografia").click()
    dialog = page.get_by_role("dialog", name="Tipografia")
    expect(dialog.locator("ins").first).to_be_visible()
    expect(text_of(page)).to_contain_text('"va bene"')
    dialog.get_by_role("button", name="Cambia così").click()
    expect(text_of(page)).to_have_text("Disse «va bene» all’altro.")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Salvato")
    assert Article.objects.get().body == "<p>Disse «va bene» all’altro.</p>"


def test_internal_link_is_made_with_the_keyboard_alone(new_desk, article):
    make.make_organization("OpenAI")
    make.make_published("Il modello esce")
    page = new_desk("rosa")
    page.goto(change(article))
    click_in_text(page, text_of(page).locator("p").last)
    page.keyboard.press("End")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Collegamento")
    page.keyboard.type("OpenA")
    expect(dialog.get_by_role("option")).to_contain_text(["OpenAI"])
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("modello")
    expect(dialog.get_by_role("option").first).to_contain_text("Il modello esce")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Salvato")
    assert (
        '<a href="/organizzazioni/openai/">OpenAI</a></p>'
        in Article.objects.get(slug="un-pezzo-di-prova").body
    )


def test_the_preview_beside_the_form_follows_what_is_typed(new_desk, article):
    page = new_desk("rosa")
    page.goto(change(article))
    expect(text_of(page)).to_contain_text("Due.")
    page.get_by_role("button", name="Anteprima accanto al testo").click()
    shown = page.frame_locator(".desk-beside iframe").locator("article")
    expect(shown).to_contain_text("Tre.")
    type_at_end(page, " E quattro.")
    expect(shown).to_contain_text("E quattro.", timeout=10_000)
    width = "frame => document.querySelector('.desk-beside iframe').contentWindow.innerWidth"
    assert page.evaluate(width) == 390
    page.get_by_role("button", name="Computer").click()
    page.wait_for_function(f"() => ({width})() === 1280")
    page.get_by_role("button", name="Anteprima accanto al testo").click()
    expect(page.get_by_role("complementary", name="Anteprima")).to_be_hidden()
    assert "E quattro." not in Article.objects.get().body


def test_the_line_that_is_written_stays_above_the_bar(new_desk, article):
    page = new_desk("rosa")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(change(article))
    type_at_end(page, "")
    for _ in range(20):
        page.keyboard.press("Enter")
        page.keyboard.type("Una riga")
    bottom = page.evaluate("theEditor().view.coordsAtPos(theEditor().state.selection.to).bottom")
    assert bottom < page.locator(".desk-bar").bounding_box()["y"]
