"""The whole path: written by a redattore, published by a caporedattore, read by a reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.db.choices import NameKind
from articles.models import Article, Picture
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINE = "Il laboratorio apre i suoi cassetti"


def choose(page: Page, field: str, term: str, option: str | None = None) -> None:
    """Type in an autocomplete and take what it offers."""
    row = page.locator(f".form-row.field-{field}")
    row.locator(".select2-selection").click()
    search = page.locator(".select2-container--open .select2-search__field").first
    search.press_sequentially(term)
    offered = page.locator(".select2-results__option", has_text=option or term).first
    offered.click()
    expect(row.locator(".select2-selection")).to_contain_text(option or term)


def add_picture(page: Page, file: Path) -> None:
    page.get_by_role("button", name="Scegli o carica un’immagine").click()
    dialog = page.get_by_role("dialog", name="Immagine")
    dialog.get_by_label("Dal computer").set_input_files(file)
    dialog.get_by_label("Testo alternativo").fill("Una macchia rossa")
    dialog.get_by_label("Credito").fill("Foto della redazione")
    dialog.get_by_role("button", name="Inserisci").click()
    expect(page.locator(".field-lead_picture .select2-selection")).to_contain_text("macchia")


def take_step(page: Page, name: str) -> None:
    """Press the button of a step, and again in its dialog: before the scripts of the page are
    there it has none, and the step is taken at once."""
    page.wait_for_load_state()
    page.locator(".desk-bar").get_by_role("button", name=name).click()
    page.get_by_role("dialog").get_by_role("button", name=name).click()


def write_body(page: Page) -> None:
    editor = page.locator(".field-body .ProseMirror[contenteditable=true]")
    editor.click()
    page.keyboard.type("Lo ha detto OpenAI, con l’accento giusto: perché sì. ")
    page.keyboard.press("Control+b")
    page.keyboard.type("Lo conferma Meta")
    page.keyboard.press("Control+b")
    page.keyboard.type(".")
    page.keyboard.press("Enter")
    page.keyboard.type("Un secondo capoverso su ChatGPT.")


def test_article_goes_from_draft_to_dossier(new_desk, new_context, live_server, picture_file):
    for username, group in (("redattore", "Redattore"), ("caporedattore", "Caporedattore")):
        make.make_user(username, group)
    make.make_section("Modelli")
    make.make_author("Di Fantasy")
    make.make_organization("OpenAI", ("ChatGPT", NameKind.PRODUCT))
    make.make_organization("Meta")

    # The redattore writes, and sends to review.
    desk = new_desk("redattore")
    desk.get_by_role("link", name="Scrivi un pezzo").click()
    # The admin takes the cursor to the first field once it is loaded.
    expect(desk.locator("#id_headline_counter")).to_be_visible()
    desk.locator("#id_headline").fill(HEADLINE)
    expect(desk.locator("#id_headline_counter")).to_contain_text("35 caratteri")
    desk.locator("#id_standfirst").fill("Che cosa c’era dentro.")
    write_body(desk)
    choose(desk, "byline_authors", "Di Fan", "Di Fantasy")
    choose(desk, "section", "Mod", "Modelli")
    choose(desk, "tags", "open source")
    add_picture(desk, picture_file)
    expect(desk.get_by_role("button", name="Pubblica")).to_have_count(0)
    take_step(desk, "Manda in revisione")
    expect(desk.locator(".messagelist")).to_contain_text(f"«{HEADLINE}» è in revisione.")

    article = Article.objects.get()
    assert article.body == (
        "<p>Lo ha detto OpenAI, con l’accento giusto: perché sì. "
        "<strong>Lo conferma Meta</strong>.</p>\n<p>Un secondo capoverso su ChatGPT.</p>"
    )
    counts = dict(article.mentions.values_list("organization__name", "count"))
    assert counts == {"OpenAI": 2, "Meta": 1}
    assert article.lead_picture == Picture.objects.get()

    # Readers see nothing yet.
    reader = new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    assert reader.goto(article.get_absolute_url()).status == 404

    # The caporedattore finds it on the desk, and publishes it.
    desk = new_desk("caporedattore")
    desk.get_by_role("link", name=HEADLINE).first.click()
    take_step(desk, "Pubblica adesso")
    expect(desk.locator(".messagelist")).to_contain_text(f"«{HEADLINE}» è pubblicato.")

    # The reader reads it, without JavaScript, and finds it in the dossier.
    reader.goto("/")
    reader.get_by_role("link", name=HEADLINE).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(reader.locator(".article-byline")).to_have_text("Di Fantasy")
    picture = reader.locator(".article-figure img")
    assert picture.evaluate("image => image.naturalWidth") == 600
    assert picture.evaluate("image => image.currentSrc").endswith(".avif")
    expect(reader.locator(".tag-list")).to_contain_text("open source")
    reader.locator(".mention-list").get_by_role("link", name="OpenAI").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("OpenAI")
    expect(reader.locator(".listing")).to_contain_text(HEADLINE)
