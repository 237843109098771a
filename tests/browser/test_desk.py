"""Nothing typed is lost: two people at once, no network, a session that ends, a crash."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from articles.models import Article, WorkingCopy
from tests import factories as make
from tests.browser.conftest import click_in_text, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = "[data-copy-state]"
#: Resolves when the store of the browser has a word, or with false after half a minute; a form is
#: kept there with its spaces encoded.
KEPT_HERE = """async word => {
  const all = () => new Promise(resolve => {
    const request = indexedDB.open("desk", 1);
    request.onsuccess = () => {
      const rows = request.result.transaction("typed").objectStore("typed").getAll();
      rows.onsuccess = () => resolve(rows.result);
    };
  });
  for (let looks = 0; looks < 600; looks++) {
    if ((await all()).some(entry => entry.typed.includes(word))) return true;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return false;
}"""


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def text_of(page: Page):
    return page.locator(".field-body .ProseMirror[contenteditable=true]")


def type_at_end(page: Page, words: str, *, paragraph: int = -1) -> None:
    click_in_text(page, text_of(page).locator("p").nth(paragraph))
    page.keyboard.press("End")
    page.keyboard.type(words)


@pytest.fixture
def article() -> Article:
    for username, group in (("rosa", "Redattore"), ("carla", "Caporedattore")):
        make.make_user(username, group)
    author = make.make_author("Rosa", user=User.objects.get(username="rosa"))
    body = "<p>Uno.</p>\n<p>Due.</p>\n<p>Tre.</p>"
    return make.make_article("Un pezzo di prova", body=body, authors=[author])


def test_who_writes_before_the_page_is_whole_is_not_moved_to_another_field(new_desk, article):
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


def test_in_a_form_that_came_back_the_cursor_waits_where_to_mend(new_desk, article):
    desk = new_desk("rosa")
    for address in (change(article), "/admin/articles/article/add/"):
        desk.goto(address)
        desk.locator("#id_headline").fill("")
        desk.get_by_role("button", name="Salva").click()
        expect(desk.locator(".field-headline .errorlist")).to_be_visible()
        expect(desk.locator("#id_headline")).to_be_focused()


def test_two_people_on_one_article_lose_nothing(new_desk, article):
    rosa, carla = new_desk("rosa"), new_desk("carla")
    for page in (rosa, carla):
        page.goto(change(article))
        expect(text_of(page)).to_contain_text("Due.")
    expect(rosa.locator("[data-copy-notice]")).to_contain_text("carla", timeout=10_000)
    type_at_end(carla, " Di Carla.", paragraph=0)
    carla.get_by_role("button", name="Salva").click()
    expect(carla.locator(".messagelist")).to_contain_text("Salvato")
    type_at_end(rosa, " Di Rosa.", paragraph=0)
    type_at_end(rosa, " Ancora Rosa.")
    rosa.get_by_role("button", name="Salva").click()
    expect(rosa.get_by_role("heading", name="Due testi", exact=True)).to_be_visible()
    rosa.get_by_role("button", name="Apri il testo unito").click()
    expect(text_of(rosa)).to_contain_text("Di Carla.")
    rosa.get_by_role("button", name="Salva").click()
    expect(rosa.locator(".messagelist")).to_contain_text("Salvato")
    body = Article.objects.get().body
    for words in ("Uno. Di Carla.", "Uno. Di Rosa.", "Tre. Ancora Rosa."):
        assert words in body


def test_what_is_typed_without_a_network_is_kept_and_sent_when_it_is_back(new_desk, article):
    page = new_desk("rosa")
    page.goto(change(article))
    type_at_end(page, " Prima.")
    expect(page.locator(SAVED)).to_contain_text("Salvato")
    page.context.set_offline(True)
    type_at_end(page, " Senza rete.")
    expect(page.locator(SAVED)).to_have_text("Non salvato: sei offline")
    # Pressed without a network, «Salva» leaves the text where it is, or waits for the network.
    page.get_by_role("button", name="Salva").click()
    expect(text_of(page)).to_contain_text("Senza rete.")
    page.context.set_offline(False)
    copy_is_saved = page.locator(SAVED).filter(has_text=re.compile("^Salvato"))
    article_is_saved = page.locator(".messagelist").filter(has_text="Salvato")
    expect(copy_is_saved.or_(article_is_saved)).to_be_visible(timeout=15_000)
    typed = WorkingCopy.objects.values_list("typed", flat=True)
    assert "Senza rete." in Article.objects.get().body or "Senza+rete." in "".join(typed)


def test_after_a_crash_without_a_network_the_browser_still_has_the_text(
    browser_type, browser_type_launch_args, browser_context_args, live_server, tmp_path, article
):
    def open_browser() -> BrowserContext:
        return browser_type.launch_persistent_context(
            tmp_path / "profile",
            **browser_type_launch_args,
            **browser_context_args,
            base_url=live_server.url,
        )

    browser = open_browser()
    page = log_in(browser.new_page(), "rosa")
    page.goto(change(article))
    type_at_end(page, " Prima.")
    expect(page.locator(SAVED)).to_contain_text("Salvato")
    browser.set_offline(True)
    type_at_end(page, " Mai arrivato.")
    assert page.evaluate(KEPT_HERE, "arrivato.")
    browser.close()
    browser = open_browser()
    page = browser.new_page()
    page.goto(change(article))
    page.locator("[data-copy-lost]").get_by_role("link").click()
    page.get_by_role("button", name="Riprendi da qui").click()
    expect(text_of(page)).to_contain_text("Mai arrivato.")
    browser.close()


def test_a_session_that_ends_while_writing_costs_nothing(new_desk, article):
    page = new_desk("rosa")
    page.goto(change(article))
    type_at_end(page, " Prima.")
    expect(page.locator(SAVED)).to_contain_text("Salvato")
    Session.objects.all().delete()
    type_at_end(page, " A sessione scaduta.")
    dialog = page.get_by_role("dialog", name="La sessione è scaduta")
    expect(dialog).to_be_visible(timeout=15_000)
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Entra di nuovo").click()
    login = opened.value
    login.get_by_label("Nome utente").fill("rosa")
    login.get_by_label("Password").fill("demo")
    login.get_by_role("button", name="Accedi", exact=True).click()
    expect(login.get_by_role("heading", name="Sei di nuovo dentro")).to_be_visible()
    login.close()
    expect(dialog).to_be_hidden(timeout=15_000)
    page.get_by_role("button", name="Salva").click()
    expect(page.locator(".messagelist")).to_contain_text("Salvato")
    assert "A sessione scaduta." in Article.objects.get().body


def test_the_checks_lead_to_their_place_and_the_keyboard_opens_the_next_step(new_desk, article):
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


def test_a_link_within_the_paper_is_found_by_name_with_the_keyboard_alone(new_desk, article):
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


def test_a_quotation_says_its_language(new_desk):
    make.make_user("caporedattore", "Caporedattore")
    article = make.make_article("Un titolo", body="<p>Ha detto open weights e basta.</p>")
    desk = new_desk("caporedattore")
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    text = desk.locator(".field-body .ProseMirror[contenteditable=true]")
    click_in_text(desk, text.get_by_text("Ha detto"))
    desk.keyboard.press("Home")
    for _ in range(9):
        desk.keyboard.press("ArrowRight")
    for _ in range(12):
        desk.keyboard.press("Shift+ArrowRight")
    desk.get_by_role("button", name="Lingua della citazione").click()
    dialog = desk.get_by_role("dialog", name="Lingua della citazione")
    dialog.get_by_label("Lingua della citazione").select_option(label="inglese")
    dialog.get_by_role("button", name="Fatto").click()
    expect(text.locator("em[lang=en]")).to_have_text("open weights")
    desk.get_by_role("button", name="Salva", exact=True).click()
    expect(desk.locator(".messagelist")).to_be_visible()
    article.refresh_from_db()
    assert article.body == '<p>Ha detto <em lang="en">open weights</em> e basta.</p>'
    expect(text.locator("em[lang=en]")).to_have_text("open weights")
