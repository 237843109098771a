"""A newsroom answers for what it printed, in a real browser: a correction that is superseded, a
statement that the law wants, somebody who asks to be forgotten."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests import factories as make
from tests.browser.conftest import click_in_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article() -> Article:
    for username, group in (("carla", "Caporedattore"), ("dario", "Direttore")):
        make.make_user(username, group)
    make.make_organization("OpenAI")
    return make.make_published(
        "Mario Rossi e i modelli", body="<p>OpenAI ne ha 6.</p>\n<p>Mario Rossi nega.</p>"
    )


@pytest.fixture
def reader(new_context, live_server) -> Page:
    page = new_context(base_url=live_server.url).new_page()
    page.set_default_timeout(15_000)
    return page


def choose_the_article(desk: Page) -> None:
    """Choose the article in the field that finds articles by their words."""
    desk.locator(".field-articles .select2-search__field").click()
    desk.keyboard.type("Rossi")
    desk.get_by_role("option", name="Mario Rossi e i modelli").click()


def test_confirmed_speaker_survives_an_edit(new_desk, reader, article):
    quoting = make.make_published(
        "OpenAI apre", body="<p>Il CEO di OpenAI Sam Altman ha detto: «Apriremo i modelli».</p>"
    )
    desk = new_desk("carla")
    desk.goto("/admin/")
    desk.get_by_role("link", name="1 citazione da controllare").click()
    desk.get_by_role("link", name="OpenAI apre").click()
    row = desk.get_by_role("group", name="«Apriremo i modelli»")
    expect(row.get_by_label("Chi parla")).to_have_value("Sam Altman")
    expect(row.locator(".select2-selection__rendered")).to_contain_text("OpenAI")
    row.get_by_label("È così", exact=True).check()
    desk.get_by_role("button", name="Salva le scelte").click()
    desk.locator(".messagelist .success").wait_for()

    reader.goto(quoting.get_absolute_url())
    reader.get_by_role("link", name="Sam Altman").click()
    expect(reader.locator("blockquote")).to_have_text("«Apriremo i modelli»")
    reader.get_by_role("link", name="OpenAI apre").click()
    expect(reader).to_have_url(re.compile("/articoli/openai-apre/"))

    desk.goto(f"/admin/articles/article/{quoting.pk}/change/")
    text = desk.locator(".field-body .ProseMirror[contenteditable=true]")
    click_in_text(desk, text.locator("p").first)
    desk.keyboard.press("End")
    for _ in range(3):
        desk.keyboard.press("Backspace")
    desk.keyboard.type("o».")
    expect(desk.get_by_text("rompe una citazione confermata").first).to_be_visible()
    desk.get_by_role("button", name="Salva", exact=True).click()
    heading = desk.get_by_role("heading", name="Queste citazioni non sono più alla lettera")
    expect(heading).to_be_visible()
    desk.get_by_label("«Apriremo i modelli»").check()
    desk.get_by_label("Aggiornamento", exact=True).check()
    desk.get_by_role("button", name="Salva", exact=True).click()
    desk.locator(".messagelist .success").wait_for()
    reader.goto("/persone/sam-altman/")
    expect(reader.get_by_role("heading", level=1)).not_to_have_text("Sam Altman")


def test_correction_is_published_and_superseded(new_desk, reader, article):
    desk = new_desk("carla")
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    text = desk.locator(".field-body .ProseMirror[contenteditable=true]")
    click_in_text(desk, text.locator("p").first)
    desk.keyboard.press("End")
    desk.keyboard.press("Backspace")
    desk.keyboard.press("Backspace")
    desk.keyboard.type("5.")
    desk.get_by_role("button", name="Salva", exact=True).click()
    expect(desk.get_by_role("heading", name="Che modifica è?")).to_be_visible()
    desk.get_by_label("Correzione", exact=True).check()
    desk.get_by_label("Che cosa era sbagliato").fill("Si leggeva che i modelli sono 6.")
    desk.get_by_label("Che cosa è giusto, o che cosa c’è di nuovo").fill("Sono 5.")
    desk.get_by_label("Cambia il senso del pezzo").check()
    desk.get_by_role("button", name="Salva", exact=True).click()
    desk.locator(".messagelist .success").wait_for()
    desk.get_by_role("link", name="Correzioni e rettifiche").click()
    expect(desk.get_by_text("Sono 5.")).to_be_visible()

    reader.goto(article.get_absolute_url())
    notes = reader.get_by_label("Da sapere prima di leggere")
    expect(notes).to_contain_text("Si leggeva che i modelli sono 6. Sono 5.")
    reader.get_by_role("link", name="Correzioni").click()
    reader.get_by_role("link", name="Mario Rossi e i modelli").click()
    expect(reader).to_have_url(re.compile("#correzione-"))

    desk.get_by_role("link", name="Sostituisci").click()
    desk.get_by_label("Precisazione").check()
    desk.get_by_label("Che cosa è giusto, o che cosa c’è di nuovo").fill("Sono 5, da maggio.")
    desk.get_by_role("button", name="Pubblica la nota").click()
    expect(desk.get_by_text("superata il")).to_be_visible()
    reader.goto(article.get_absolute_url())
    expect(reader.get_by_text("Sono 5, da maggio.")).to_be_visible()
    expect(reader.get_by_text("Sono 5.", exact=True)).to_have_count(0)


def test_rectification_is_received_and_published(new_desk, reader, article):
    desk = new_desk("carla")
    desk.goto(f"/admin/articles/article/{article.pk}/corrections/")
    desk.get_by_role("link", name="Registra una rettifica ricevuta").click()
    desk.get_by_label("Mittente").fill("Acme Spa")
    desk.get_by_label("Testo").fill("Non è vero.\n\nNe abbiamo 7.")
    desk.get_by_role("button", name="Salva e continua").click()
    desk.goto("/admin/")
    expect(desk.get_by_role("heading", name="Rettifiche da pubblicare")).to_be_visible()
    desk.get_by_role("link", name="Acme Spa").click()
    desk.get_by_role("button", name="Pubblica la rettifica").click()
    expect(desk.get_by_text("La rettifica è in testa al pezzo")).to_be_visible()
    reader.goto(article.get_absolute_url())
    statement = reader.get_by_role("region", name="Rettifica")
    expect(statement).to_contain_text("Ne abbiamo 7.")
    statement.get_by_role("link").click()
    expect(reader.get_by_role("heading", name="Acme Spa")).to_be_visible()
    reader.get_by_role("link", name="Mario Rossi e i modelli").click()
    expect(reader).to_have_url(re.compile(article.get_absolute_url()))


def test_erasure_is_decided_and_undone(new_desk, reader, article):
    desk = new_desk("dario")
    desk.goto("/admin/articles/oblivionrequest/add/")
    desk.get_by_label("Chi chiede").fill("Il signor R.")
    desk.get_by_label("Che cosa chiede").fill("Di non essere nominato.")
    choose_the_article(desk)
    desk.get_by_role("button", name="Salva e continua").click()
    desk.get_by_role("link", name="Decidi").click()
    desk.get_by_label("Iniziali al posto del nome").check()
    desk.get_by_label("Motivi").fill("Assolto.")
    desk.get_by_label("Il nome, com’è scritto").fill("Mario Rossi\nRossi")
    desk.get_by_label("Iniziali", exact=True).fill("M. R.")
    desk.get_by_role("button", name="Decidi così").click()
    expect(desk.get_by_text("La decisione è in vigore")).to_be_visible()
    reader.goto(article.get_absolute_url())
    expect(reader.get_by_role("heading", name="M. R. e i modelli")).to_be_visible()
    expect(reader.get_by_text("Rossi")).to_have_count(0)
    expect(reader).not_to_have_url(re.compile("rossi"))
    desk.locator("summary", has_text="Annulla").click()
    desk.get_by_label("Perché").fill("Ha cambiato idea.")
    desk.get_by_role("button", name="Annulla la decisione").click()
    expect(desk.get_by_text("Annullata il")).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", name="Mario Rossi e i modelli")).to_be_visible()


def test_ai_use_is_declared(new_desk, reader, article):
    desk = new_desk("carla")
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    desk.locator("#id_ai_use").select_option("assisted")
    desk.get_by_role("button", name="Salva", exact=True).click()
    expect(desk.get_by_text("Di’ in che cosa ha aiutato")).to_be_visible()
    desk.locator("#id_ai_detail").fill("la traduzione")
    desk.get_by_role("button", name="Salva", exact=True).click()
    desk.locator(".messagelist .success").wait_for()
    reader.goto(article.get_absolute_url())
    expect(
        reader.get_by_text("con l’aiuto dell’intelligenza artificiale: la traduzione")
    ).to_be_visible()
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    desk.locator("#id_ai_use").select_option("generated")
    desk.get_by_role("button", name="Salva", exact=True).click()
    desk.locator(".messagelist .success").wait_for()
    reader.reload()
    expect(reader.get_by_text("non riletto da una persona")).to_be_visible()
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    desk.get_by_label("L’ho riletto, e ne rispondo").check()
    desk.get_by_role("button", name="Salva", exact=True).click()
    desk.locator(".messagelist .success").wait_for()
    reader.reload()
    expect(reader.get_by_text("riletto dalla redazione")).to_be_visible()
