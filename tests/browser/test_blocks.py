"""Blocks of the text in the editor: read, written by keyboard and by the tools, undone, copied."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from articles.text.markup import clean_html
from tests import factories as make
from tests.browser.conftest import click_in_text
from tests.browser.writing import change, save, text_of, tool, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def body_with_everything(*names: str) -> str:
    """Return a body with every block and every mark, and with these pictures."""
    one, other = (f'<img src="/media/{name}" alt="Una prova">' for name in names)
    return clean_html(
        f"""
        <h2>Uno</h2><h3>Due</h3><h4>Tre</h4>
        <p>La CO<sub>2</sub> sale di 10<sup>6</sup>, <s>dieci</s> <strong>venti</strong> volte: lo
        dice l’<abbr title="Istituto di statistica">Ist</abbr>.<small role="doc-footnote">Dati
        <em>provvisori</em>, <a href="https://istat.it/">qui</a>.</small> Un <q lang="en">open
        weight</q>, un <span lang="fr">cadeau</span>, un <code>print()</code>.<br>A capo.</p>
        <ul><li>uno<ul><li>dentro</li></ul></li><li>due</li></ul>
        <ol start="3"><li>tre</li><li>quattro</li></ol>
        <blockquote lang="en"><p>Detto</p></blockquote>
        <hr><pre>a  b\n  c</pre>
        <aside role="doc-pullquote"><p>La CO2 sale</p></aside>
        <aside><h3>La scheda</h3><p>Quanto serve</p><ul><li>uno</li></ul></aside>
        <figure>{one}<figcaption>Una <em>didascalia</em></figcaption></figure>
        <p>Fra le immagini</p>
        <figure><figure>{one}<figcaption>A</figcaption></figure><figure>{other}</figure>
        <figcaption>Tutte</figcaption></figure>
        <figure><table><caption>I conti</caption>
        <thead><tr><th>Anno</th><th>Utile</th><th>Note</th></tr></thead>
        <tbody><tr><th>2024</th><td>12</td><td rowspan="2">su<br>giù</td></tr>
        <tr><th>2025</th><td>14</td></tr></tbody></table>
        <figcaption>Fonte: <a href="https://istat.it/">Istat</a></figcaption></figure>
        <p>Fine.</p>
        """
    )


@pytest.fixture
def open_body(new_desk):
    """Opens the form of an article with a body, for who signs it."""

    def opened(body: str) -> Page:
        author = make.make_author("Rosa", user=make.make_user("rosa", "Redattore"))
        article = make.make_article(body=body, authors=[author])
        page = new_desk("rosa")
        page.goto(change(article))
        expect(text_of(page)).to_be_visible()
        return page

    return opened


def test_editor_keeps_every_block_as_it_was(open_body):
    body = body_with_everything(*(make.make_picture().file.name for _ in range(2)))
    page = open_body(body)
    assert written(page) == body
    page.locator("#id_headline").fill("Altro titolo")
    assert save(page).body == body


def end_of_typing(page: Page) -> None:
    """Let what follows be undone alone, as it is when a person pauses."""
    page.evaluate("theEditor().view.dispatch(theEditor().state.tr.setMeta('closeHistory$', true))")


def test_table_is_written_by_keyboard_and_undone(open_body):
    page = open_body("<p>Uno.</p>")
    click_in_text(page, text_of(page).locator("p"))
    page.keyboard.press("End")
    tool(page, "Tabella")
    page.keyboard.type("I conti")
    page.keyboard.press("Enter")
    for words in ("Anno", "Utile", "Note", "2024", "12", "su"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.type("2025")
    page.keyboard.press("Enter")
    page.keyboard.type("stima")
    end_of_typing(page)
    tool(page, "Elimina la riga")
    assert "2025" not in written(page)
    end_of_typing(page)
    page.keyboard.press("Control+z")
    body = written(page)
    assert "<caption>I conti</caption>" in body
    assert body.count("<tr>") == 3 and '<th scope="col">Anno</th>' in body
    assert "<td>2025<br>stima</td>" in body
    end_of_typing(page)
    tool(page, "Elimina la tabella")
    assert "table" not in written(page)
    page.keyboard.press("Control+z")
    assert written(page) == body


#: The blocks around the cursor, and the one that is chosen whole.
AT_CURSOR = """() => {
  const { $head, node } = theEditor().state.selection;
  const around = Array.from({ length: $head.depth + 1 }, (_, depth) => $head.node(depth));
  const names = around.map((each) => each.type.name);
  return node ? [...names, `${node.type.name} chosen`] : names;
}"""

#: Return true if the cursor is in the last block of the text, or in the first.
IS_AT_EDGE = """(isLast) => {
  const { state } = theEditor();
  return state.selection.$head.index(0) === (isLast ? state.doc.childCount - 1 : 0);
}"""
BLOCKS_OF_THE_EDITOR = {
    "heading", "paragraph", "bulletList", "orderedList", "blockquote", "horizontalRule chosen",
    "codeBlock", "pullQuote", "box", "figure chosen", "caption", "gallery", "tableTitle",
    "tableHeader", "tableCell", "player", "linkFigure",
}  # fmt: skip


@pytest.mark.parametrize("key", ["ArrowDown", "ArrowUp"])
def test_keyboard_reaches_and_leaves_every_block(open_body, key):
    player = f'<figure><audio src="/media/{make.make_media().file.name}"></audio></figure>'
    embed = '<figure><a href="https://youtu.be/dQw4w9WgXcQ">Il lancio</a></figure>'
    pictures = (make.make_picture().file.name for _ in range(2))
    body = body_with_everything(*pictures) + f"<p>E</p>{player}<p>poi</p>{embed}<p>Fine.</p>"
    page = open_body(f"<p>Inizio.</p>{body}")
    is_down = key == "ArrowDown"
    begin, end = ("Inizio.", "Fine.") if is_down else ("Fine.", "Inizio.")
    place = text_of(page).locator("p", has_text=begin)
    click_in_text(page, place.first if is_down else place.last)
    seen: set[str] = set()
    for _ in range(150):
        page.keyboard.press(key)
        page.wait_for_timeout(80)  # the editor hears of it a moment later
        seen.update(page.evaluate(AT_CURSOR))
        head = page.evaluate("theEditor().state.selection.$head.parent.textContent")
        if head == end and page.evaluate(IS_AT_EDGE, is_down):
            break
    else:
        pytest.fail(f"It stays in {page.evaluate(AT_CURSOR)}")
    assert seen >= BLOCKS_OF_THE_EDITOR, BLOCKS_OF_THE_EDITOR - seen


def test_note_is_written_where_it_is_referred_to(open_body):
    page = open_body("<p>I dati Istat.</p>")
    click_in_text(page, text_of(page).locator("p"))
    page.keyboard.press("End")
    tool(page, "Nota a piè di pagina")
    page.keyboard.type("Provvisori.")
    page.keyboard.press("Enter")
    page.keyboard.type(" E poi.")
    assert written(page) == (
        '<p>I dati Istat.<small role="doc-footnote">Provvisori.</small> E poi.</p>'
    )


def test_sentence_is_pulled_out_and_stays_in_the_text(open_body):
    page = open_body("<p>Nessuno lo sapeva.</p>\n<p>Poi.</p>")
    click_in_text(page, text_of(page).locator("p").first)
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    tool(page, "Citazione in evidenza")
    page.keyboard.press("Enter")
    page.keyboard.type("Ancora.")
    assert written(page) == (
        "<p>Nessuno lo sapeva.</p>\n"
        '<aside role="doc-pullquote"><p>Nessuno lo sapeva.</p>\n</aside>\n'
        "<p>Ancora.</p>\n<p>Poi.</p>"
    )


def test_box_begins_with_its_title_and_is_left(open_body):
    page = open_body("<p>Uno.</p>")
    click_in_text(page, text_of(page).locator("p"))
    page.keyboard.press("End")
    tool(page, "Scheda")
    page.keyboard.type("La scheda")
    page.keyboard.press("Enter")
    page.keyboard.type("Quanto serve")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Fuori")
    assert written(page) == (
        "<p>Uno.</p>\n<aside><h3>La scheda</h3>\n<p>Quanto serve</p>\n</aside>\n<p>Fuori</p>"
    )


def test_pictures_become_a_gallery_are_ordered_and_parted(open_body):
    names = [make.make_picture().file.name for _ in range(2)]
    figures = [f'<figure><img src="/media/{name}" alt="a"></figure>' for name in names]
    page = open_body("<p>Uno.</p>" + "".join(figures) + "<p>Fine.</p>")
    text_of(page).locator("figure img").first.click()
    tool(page, "Galleria")
    assert "<figure><figure>" in written(page)
    text_of(page).locator("figure figure img").first.click()
    page.keyboard.press("Alt+ArrowRight")
    body = written(page)
    assert body.index(names[1]) < body.index(names[0])
    page.keyboard.press("Alt+ArrowLeft")
    tool(page, "Galleria")
    assert written(page) == clean_html("<p>Uno.</p>" + "".join(figures) + "<p>Fine.</p>")


@pytest.mark.parametrize("keys", [("ArrowRight", "ArrowLeft"), ("ArrowDown", "ArrowUp")])
def test_picture_is_chosen_and_described_by_keyboard(open_body, keys):
    picture = make.make_picture()
    page = open_body(f"<p>Uno.</p>{make.figure(picture, 'Una scena', alt='Vecchio')}<p>Due.</p>")
    on, back = keys
    click_in_text(page, text_of(page).locator("p").first)
    page.keyboard.press("End")
    page.wait_for_function("() => theEditor().state.selection.$head.parentOffset === 4")
    page.keyboard.press(on)
    page.wait_for_function("() => theEditor().state.selection.node !== undefined")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Immagine")
    dialog.get_by_label("Testo alternativo").fill("Nuovo")
    dialog.locator("[data-pictures-take]").click()
    expect(dialog).to_be_hidden()
    assert 'alt="Nuovo"' in written(page)
    page.keyboard.press(on)
    page.keyboard.type("Ecco: ")
    assert "Ecco: Una scena" in written(page)
    page.keyboard.press("Home")
    page.wait_for_function("() => theEditor().state.selection.$head.parentOffset === 0")
    page.keyboard.press(back)
    page.wait_for_function("() => theEditor().state.selection.node !== undefined")
    page.keyboard.press("Delete")
    assert written(page) == "<p>Uno.</p>\n<p>Due.</p>"


def test_letter_does_not_take_the_place_of_what_is_chosen(open_body):
    picture, other = make.make_picture(), make.make_picture()
    gallery = f"<figure>{make.figure(picture)}{make.figure(other)}</figure>"
    player = f'<figure><audio src="/media/{make.make_media().file.name}"></audio></figure>'
    table = "<table><tr><td>a</td><td>b</td></tr></table>"
    body = clean_html(f"{gallery}<p>E</p>{player}<p>poi</p>{table}<p>Fine.</p>")
    page = open_body(body)
    for kind in ("gallery", "player", "tableFigure"):
        page.evaluate(
            """kind => theEditor().state.doc.forEach((node, at) => {
              if (node.type.name === kind) theEditor().chain().focus().setNodeSelection(at).run();
            })""",
            kind,
        )
        page.keyboard.type("z")
    assert written(page).replace("<p>z</p>\n", "") == body


@pytest.mark.parametrize(
    "block", ['<aside role="doc-pullquote"><p>Frase</p></aside>', "<pre>x</pre>"]
)
def test_no_note_is_put_where_none_can_be(open_body, block):
    body = clean_html(f"{block}<p>Fine.</p>")
    page = open_body(body)
    click_in_text(page, text_of(page).locator("aside p, pre").first)
    page.keyboard.press("Control+Alt+f")
    button = page.locator(".prose-menubar").get_by_role("button", name="Nota a piè di pagina")
    expect(button).to_have_class(re.compile(r"\bdisabled\b"))
    assert written(page) == body


@pytest.mark.parametrize("key", ["ArrowUp", "ArrowDown", "ArrowRight", "ArrowLeft"])
def test_arrows_in_a_table_find_no_place_between_its_cells(open_body, key):
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in ("abc", "def"))
    page = open_body(clean_html(f"<p>Prima.</p><table>{rows}</table><p>Dopo.</p>"))
    for cell in "ae":
        click_in_text(page, text_of(page).locator("td", has_text=cell))
        for _ in range(3):
            page.keyboard.press(key)
            page.wait_for_timeout(50)
            page.keyboard.type("x")
    body = written(page)
    assert body.count("<table>") == 1 and body.count("<tr>") == 2 and body.count("<td>") == 6


def test_note_that_nobody_wrote_does_not_stay(open_body):
    page = open_body("<p>Uno.</p>\n<p>Due.</p>")
    for leave in ("Enter", "Escape", None):
        click_in_text(page, text_of(page).locator("p").first)
        page.keyboard.press("End")
        tool(page, "Nota a piè di pagina")
        expect(text_of(page).locator("small")).to_have_count(1)
        if leave:
            page.keyboard.press(leave)
        else:
            text_of(page).locator("p").last.click()
        expect(text_of(page).locator("small")).to_have_count(0)
    assert written(page) == "<p>Uno.</p>\n<p>Due.</p>"


@pytest.mark.parametrize("name", ["Pausa", "Scheda", "Citazione in evidenza", "Nota a piè"])
def test_two_clicks_put_one_thing_in_the_text(open_body, name):
    page = open_body("<p>Uno.</p>")
    click_in_text(page, text_of(page).locator("p"))
    page.keyboard.press("End")
    page.locator(".prose-menubar").get_by_role("button", name=name).dblclick()
    assert text_of(page).locator("hr, aside, small").count() == 1


def test_player_is_chosen_by_keyboard_and_deleted(open_body):
    player = f'<figure><audio src="/media/{make.make_media().file.name}"></audio></figure>'
    page = open_body(clean_html(f"<p>Uno.</p>{player}<p>Due.</p>"))
    click_in_text(page, text_of(page).locator("figure.player figcaption"))
    page.keyboard.press("Backspace")
    page.keyboard.press("Delete")
    assert written(page) == "<p>Uno.</p>\n<p>Due.</p>"


def test_numbered_list_begins_with_the_number_that_is_typed(open_body):
    page = open_body("<p>Uno.</p>")
    click_in_text(page, text_of(page).locator("p"))
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("5. cinque")
    page.keyboard.press("Enter")
    page.keyboard.type("sei")
    body = clean_html('<p>Uno.</p><ol start="5"><li>cinque</li><li>sei</li></ol>')
    assert save(page).body == body
