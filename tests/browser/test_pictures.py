"""Pictures at the desk: chosen, dropped, pasted, described, put in the text, and read."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Picture
from articles.pictures import Rights, embed
from tests import factories as make
from tests.browser.conftest import click_in_text, cursor_stands_in
from tests.browser.writing import change, save, text_of
from tests.pictures.files import iptc_jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Gives an element a file as the hand does that drops it, or the clipboard that is pasted.
HAND_OVER = """([element, kind, name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, { type }));
  const box = element.getBoundingClientRect();
  const how = { bubbles: true, cancelable: true, clientX: box.left + 5, clientY: box.top + 5 };
  element.dispatchEvent(kind === "paste"
    ? new ClipboardEvent("paste", { ...how, clipboardData: transfer })
    : new DragEvent("drop", { ...how, dataTransfer: transfer }));
}"""


def hand_over(page: Page, to: Locator, kind: str, name: str, data: bytes) -> None:
    arguments = [to.element_handle(), kind, name, "image/jpeg", base64.b64encode(data).decode()]
    page.evaluate(HAND_OVER, arguments)


def dialog_of(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Immagine")


@pytest.fixture
def desk(new_desk) -> Page:
    """The form of an article with a text, open for who signs it."""
    user = make.make_user("rosa", "Redattore")
    author = make.make_author("Rosa", user=user)
    article = make.make_article(body="<p>Uno.</p>\n<p>Due.</p>", authors=[author])
    page = new_desk("rosa")
    page.goto(change(article))
    expect(text_of(page)).to_contain_text("Due.")
    return page


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_uploaded_picture_is_described_and_put_in_the_text(desk, kind):
    text_of(desk).locator("p").first.click()
    data = iptc_jpeg(byline="Ada Bianchi", caption="Una scena")
    hand_over(desk, text_of(desk).locator("p").first, kind, "foto.jpg", data)
    dialog = dialog_of(desk)
    expect(dialog.get_by_label("Credito")).to_have_value("Ada Bianchi")
    dialog.get_by_role("button", name="Inserisci").click()
    assert not Picture.objects.exists()  # nothing comes in without its alternative text
    dialog.get_by_label("Testo alternativo").fill("Una macchia rossa")
    dialog.get_by_role("button", name="Inserisci").click()
    expect(dialog).to_be_hidden()
    expect(text_of(desk).locator("figure img")).to_have_attribute("alt", "Una macchia rossa")
    article = save(desk)
    picture = Picture.objects.get()
    assert (picture.credit, picture.caption) == ("Ada Bianchi", "Una scena")
    assert article.body == (
        f'<p>Uno.</p>\n<figure><img src="/media/{picture.file.name}" alt="Una macchia rossa">'
        "<figcaption>Una scena</figcaption>\n</figure>\n<p>Due.</p>"
    )


def test_dialog_starts_from_what_a_file_says_of_artificial_intelligence(desk):
    made = Rights(credit="Agenzia", source_type="trainedAlgorithmicMedia")
    data = embed(make.picture_bytes(kind="JPEG"), made)
    hand_over(desk, text_of(desk).locator("p").first, "drop", "foto.jpg", data)
    dialog = dialog_of(desk)
    expect(dialog.get_by_label("Intelligenza artificiale")).to_have_value("generated")
    expect(dialog.get_by_text("Il file dice che è stata usata")).to_be_visible()
    dialog.get_by_label("Testo alternativo").fill("Una macchia rossa")
    dialog.get_by_role("button", name="Inserisci").click()
    expect(dialog).to_be_hidden()
    assert Picture.objects.get().ai_use == "generated"


def test_library_picture_is_handled_with_the_keyboard_alone(desk):
    make.make_picture(caption="Un ponte", alt="Un ponte di ferro")
    make.make_picture(caption="Una torre")
    click_in_text(desk, text_of(desk).locator("p").last)
    desk.get_by_role("button", name="Immagine", exact=True).focus()
    desk.keyboard.press("Enter")
    dialog = dialog_of(desk)
    dialog.get_by_label("Dall’archivio").focus()
    desk.keyboard.type("ponte")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(dialog.get_by_label("Testo alternativo")).to_be_focused()
    desk.keyboard.press("Tab")
    dialog.get_by_role("button", name="Inserisci").focus()
    desk.keyboard.press("Enter")
    figure = text_of(desk).locator("figure")
    expect(figure).to_contain_text("Un ponte")
    # In its caption the same tool opens its words; the caption is written in its place.
    cursor_stands_in(desk, "")
    desk.keyboard.press("ArrowUp")
    cursor_stands_in(desk, "Un ponte")
    desk.get_by_role("button", name="Immagine", exact=True).focus()
    desk.keyboard.press("Enter")
    dialog.get_by_label("Testo alternativo").fill("Il ponte di notte")
    desk.keyboard.press("Tab")
    dialog.get_by_role("button", name="Cambia").focus()
    desk.keyboard.press("Enter")
    expect(figure.locator("img")).to_have_attribute("alt", "Il ponte di notte")
    click_in_text(desk, figure.locator("figcaption"))
    desk.keyboard.press("End")
    desk.keyboard.type(" sul Po")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Dopo.")
    article = save(desk)
    assert 'alt="Il ponte di notte"' in article.body
    assert "<figcaption>Un ponte sul Po</figcaption>" in article.body
    assert article.body.endswith("<p>Dopo.</p>")
    expect(figure).to_be_visible()
    figure.locator("img").click()
    desk.keyboard.type("x")  # what is typed over a picture does not take its place
    expect(figure).to_have_count(1)
    figure.locator("img").dblclick()
    dialog.get_by_role("button", name="Togli dal testo").click()
    expect(figure).to_have_count(0)
    assert "<figure>" not in save(desk).body


def test_lead_picture_is_chosen_by_thumbnail(desk, tmp_path: Path):
    place = desk.locator(".field-lead_picture")
    place.get_by_role("button", name="Scegli o carica un’immagine").click()
    dialog = dialog_of(desk)
    path = tmp_path / "foto.png"
    path.write_bytes(make.picture_bytes((600, 400)))
    dialog.get_by_label("Dal computer").set_input_files(path)
    dialog.get_by_label("Testo alternativo").fill("Una macchia rossa")
    dialog.get_by_label("Credito").fill("La redazione")
    dialog.get_by_role("button", name="Inserisci").click()
    expect(place.locator(".select2-selection")).to_contain_text("macchia")
    expect(desk.locator(".field-picture_preview img")).to_be_visible()
    assert save(desk).lead_picture == Picture.objects.get()


def test_refused_upload_is_explained_and_loses_no_text(desk):
    hand_over(desk, text_of(desk).locator("p").first, "drop", "foto.jpg", b"\xff\xd8nessuna")
    dialog = dialog_of(desk)
    dialog.get_by_label("Testo alternativo").fill("Una macchia rossa")
    dialog.get_by_label("Credito").fill("La redazione")
    dialog.get_by_role("button", name="Inserisci").click()
    expect(dialog.get_by_role("alert")).to_contain_text("non è un’immagine")
    expect(dialog.get_by_label("Testo alternativo")).to_have_value("Una macchia rossa")
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert save(desk).body == "<p>Uno.</p>\n<p>Due.</p>"


@pytest.mark.parametrize("place", ["the margin", "a paragraph"])
def test_two_dropped_pictures_are_described_in_turn(desk, place):
    text = text_of(desk)
    target = text if place == "the margin" else text.locator("p").first
    data = base64.b64encode(make.picture_bytes(kind="JPEG")).decode()
    desk.evaluate(
        """([element, data, isMargin]) => {
          const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
          const transfer = new DataTransfer();
          for (const name of ["a.jpg", "b.jpg"])
            transfer.items.add(new File([bytes], name, { type: "image/jpeg" }));
          const box = element.getBoundingClientRect();
          element.dispatchEvent(new DragEvent("drop", {
            bubbles: true, cancelable: true, dataTransfer: transfer,
            clientX: isMargin ? 0 : box.left + 5, clientY: isMargin ? 0 : box.top + 5 }));
        }""",
        [target.element_handle(), data, place == "the margin"],
    )
    dialog = dialog_of(desk)
    for words in ("Prima", "Seconda"):
        expect(dialog.get_by_label("Testo alternativo")).to_have_value("")
        dialog.get_by_label("Testo alternativo").fill(words)
        dialog.get_by_label("Credito").fill("La redazione")
        dialog.get_by_role("button", name="Inserisci").click()
        expect(text_of(desk).locator(f'img[alt="{words}"]')).to_be_visible()
    expect(dialog).to_be_hidden()
    article = save(desk)
    assert article.picture_uses.count() == 2
    assert article.body.index("Prima") < article.body.index("Seconda")


def test_the_focal_point_is_set_by_clicking_and_with_the_arrows(new_desk):
    make.make_user("carla", "Caporedattore")
    picture = make.make_picture(data=make.picture_bytes((600, 1200)))
    page = new_desk("carla")
    page.goto(f"/admin/articles/picture/{picture.pk}/change/")
    surface = page.locator("[data-focal-surface]")
    box = surface.bounding_box()
    surface.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.1})
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Salva", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()
    picture.refresh_from_db()
    assert abs(picture.focal_x - 25) <= 1 and abs(picture.focal_y - 12) <= 1
