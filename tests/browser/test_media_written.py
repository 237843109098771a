"""Audio, video and documents in the text: uploaded, chosen, kept, and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.models import Media
from tests import factories as make
from tests.browser.conftest import click_in_text
from tests.browser.writing import change, save, text_of, tool
from tests.media.files import sample

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(new_desk) -> Page:
    author = make.make_author("Rosa", user=make.make_user("rosa", "Redattore"))
    page = new_desk("rosa")
    page.goto(change(make.make_article(body="<p>Uno.</p>\n<p>Due.</p>", authors=[author])))
    click_in_text(page, text_of(page).locator("p").first)
    page.keyboard.press("End")
    return page


def dialog_of(page: Page):
    tool(page, "Audio, video o documento")
    return page.get_by_role("dialog", name="Audio, video o documento")


def test_audio_is_uploaded_described_and_heard(desk, reader, tmp_path: Path):
    path = tmp_path / "intervista.mp3"
    path.write_bytes(sample("tone.mp3"))
    dialog = dialog_of(desk)
    dialog.get_by_label("Dal computer").set_input_files(path)
    expect(dialog.get_by_label("Titolo")).to_have_value("intervista")
    dialog.get_by_label("Credito").fill("Rosa")
    dialog.get_by_role("button", name="Inserisci").click()
    expect(dialog.get_by_role("alert")).not_to_be_empty()  # what is spoken has to be written
    assert not Media.objects.exists()
    dialog.get_by_label("Non ci parla nessuno").check()
    dialog.get_by_role("button", name="Inserisci").click()
    expect(dialog).to_be_hidden()
    desk.keyboard.type("Il suono")
    body = save(desk).body
    media = Media.objects.get()
    assert body == (
        f'<p>Uno.</p>\n<figure><audio src="/media/{media.file.name}"></audio>'
        "<figcaption>Il suono</figcaption>\n</figure>\n<p>Due.</p>"
    )
    assert media.uses.count() == 1


def test_document_of_the_library_stands_on_a_line_of_its_own(desk):
    media = make.make_media("conti.pdf", title="I conti del 2025")
    dialog = dialog_of(desk)
    dialog.get_by_role("button", name="I conti del 2025").click()
    expect(dialog).to_be_hidden()
    assert (
        f'<figure><a href="/media/{media.file.name}">I conti del 2025</a></figure>'
        in save(desk).body
    )
