"""Typed text survives: two people at once, no network, a session that ends, a crash."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, expect

from articles.models import Article, WorkingCopy
from tests.browser.conftest import log_in
from tests.browser.writing import change, text_of, type_at_end

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = "[data-copy-state]"
#: Resolves when the store of the browser has a word, or with false after half a minute; a form is
#: kept there with its spaces encoded.
STORED_LOCALLY = """async word => {
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


def test_offline_typing_is_kept_and_sent_later(new_desk, article):
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


def test_offline_text_survives_a_browser_crash(
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
    assert page.evaluate(STORED_LOCALLY, "arrivato.")
    browser.close()
    browser = open_browser()
    page = browser.new_page()
    page.goto(change(article))
    page.locator("[data-copy-lost]").get_by_role("link").click()
    page.get_by_role("button", name="Riprendi da qui").click()
    expect(text_of(page)).to_contain_text("Mai arrivato.")
    browser.close()


def test_expired_session_loses_no_text(new_desk, article):
    page = new_desk("rosa")
    page.goto(change(article))
    type_at_end(page, " Prima.")
    expect(page.locator(SAVED)).to_contain_text("Salvato")
    Session.objects.all().delete()
    # At once: on a slow machine the dialog comes before the last letter of a robot that types.
    page.keyboard.insert_text(" A sessione scaduta.")
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
