"""Pasting and dropping: what other programs put on the clipboard, and files."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from articles.text.markup import clean_html
from tests import factories as make
from tests.browser.conftest import click_in_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLIPBOARDS = Path(__file__).parent / "clipboards"

PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const { body } = new DOMParser().parseFromString(html, "text/html");
  data.setData("text/plain", body.textContent);  // as programs do, with what they hide
  element.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""

COPY = """(element, kind) => {
  const data = new DataTransfer();
  element.dispatchEvent(
    new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true }));
  return data.getData("text/html");
}"""


@pytest.fixture
def empty(new_desk) -> tuple[Page, Locator]:
    """The form of an article without a text, the cursor in it."""
    make.make_user("rosa", "Redattore")
    article = make.make_article("Un pezzo", body="", by=User.objects.get(username="rosa"))
    page = new_desk("rosa")
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))
    text = page.locator(".field-body .ProseMirror[contenteditable=true]")
    text.click()
    return page, text


@pytest.fixture
def brings_styles() -> bool:
    return True


TABLE = (
    '<figure><table><thead><tr><th scope="col">Anno</th><th scope="col">Utile</th></tr></thead>'
    "<tbody><tr><td>2024</td><td>{}</td></tr></tbody></table>{}</figure>"
)
NOTE = '<small role="doc-footnote">'
#: Of each clipboard, what it becomes (without the line feeds after blocks) and what is told.
PASTED = {
    "word": (
        "<h2>Il bilancio</h2><h3>Le spese</h3><p>Il governo cade, dice il ministro, con "
        f"10<sup>6</sup> euro{NOTE}Di <em>allora</em>.</small> in più. Vedi sopra e "
        '<a href="https://www.esempio.it/a?b=1">qui</a>.</p>'
        '<ol start="3"><li>Tre<ul><li>Dentro</li></ul></li><li>Quattro</li></ol>'
        f"<blockquote><p>Nessuno lo sapeva</p></blockquote>{TABLE.format(12, '')}<p>Fine.</p>",
        "1 commento, 1 testo cancellato, 1 testo nascosto",
    ),
    "word_online": (
        "<p>Un testo <strong>forte</strong>&nbsp;</p><ul><li>uno&nbsp;</li></ul>"
        "<p><sup>due</sup></p>",
        "1 testo cancellato",
    ),
    "google_docs": (
        "<h2>Titolo</h2><p>Il governo cadrà, CO<sub>2</sub>: "
        f'<a href="https://www.esempio.it/pagina">qui</a>{NOTE}La nota</small></p>'
        "<ul><li>uno<ul><li><strong>dentro</strong></li></ul></li><li>due</li></ul>"
        f"{TABLE.format(12, '')}<hr>",
        "1 commento, 1 testo cancellato",
    ),
    "google_sheets": (TABLE.format("1.200", ""), ""),
    "excel": (
        "<figure><table><tbody><tr><td>Anno</td><td>Utile</td></tr><tr><td>2024</td>"
        "<td>12,5</td></tr></tbody></table></figure>",
        "1 testo nascosto",
    ),
    "libreoffice": (
        "<h4>Quarto</h4><p>Un <strong>forte</strong> e un m<sup>2</sup>"
        f'{NOTE}La nota</small>.</p><ol start="5"><li>cinque</li></ol>',
        "1 testo cancellato",
    ),
    "pages": (
        f"<p>Un testo&nbsp;<strong>forte</strong>.</p><ul><li>uno</li></ul>{TABLE.format(12, '')}",
        "",
    ),
    "slack": (
        "<p>Ciao <strong>forte</strong> e , <code>x = 1</code></p><ul><li>uno</li></ul>"
        "<blockquote><p>detto</p></blockquote>",
        "1 testo cancellato",
    ),
    "gmail": (
        '<p>Ecco il <a href="https://www.esempio.it/">testo</a>.</p><p>Una newsletter</p>'
        "<blockquote><p>Diceva così</p></blockquote>",
        "1 testo nascosto, 1 immagine copiata",
    ),
    "web_page": (
        '<h2>Un fatto</h2><p>Lo dice l’<abbr title="Istituto di statistica">Istat</abbr>: '
        f"<q>è così</q>{NOTE}La nota</small>, .</p><hr><pre>riga  uno\nriga due</pre>"
        + TABLE.format(12, "").replace("<thead>", "<caption>Conti</caption><thead>")
        + "<p>dentro</p>",
        "1 testo cancellato",
    ),
    "wordpress": (
        "<h4>Quarto</h4><p>Un <strong>testo</strong> con H<sub>2</sub>O.</p>"
        + TABLE.format(12, "<figcaption>Fonte: noi</figcaption>")
        + "<hr>",
        "1 immagine copiata",
    ),
    "ghost": (
        "<h2>Titolo</h2><p>Un <em>testo</em>.</p><p>La didascalia</p><p>💡</p><p>Un avviso</p>"
        "<blockquote><p>Detto</p></blockquote><hr><pre>x = 1</pre>",
        "1 immagine copiata",
    ),
}


def written(page: Page) -> str:
    return clean_html(page.evaluate("theEditor().getHTML()")).replace(">\n", ">")


def test_every_clipboard_is_tried():
    assert {path.stem for path in CLIPBOARDS.glob("*.html")} == PASTED.keys()


def test_what_programs_copy_keeps_its_meaning(empty):
    page, text = empty
    for name, (body, told) in PASTED.items():
        page.evaluate("theEditor().commands.clearContent()")
        text.evaluate(PASTE, (CLIPBOARDS / f"{name}.html").read_text())
        page.wait_for_function("() => theEditor().state.doc.textContent.length > 5")
        assert written(page) == body, name
        report = page.locator(".paste-report")
        if told:
            expect(report).to_contain_text(f"Non incollato: {told}.")
        else:
            expect(report).to_have_count(0)


def test_what_was_left_out_can_be_seen_and_goes(empty):
    page, text = empty
    text.evaluate(PASTE, "<p>Il governo <del>non</del> cadrà</p>")
    report = page.locator(".paste-report")
    report.locator("summary").click()
    expect(report.get_by_role("listitem")).to_have_text("non")
    page.keyboard.press("Escape")
    text.evaluate(PASTE, "<p>Ancora <s>questo</s></p>")
    expect(report).to_contain_text("1 testo cancellato")
    page.keyboard.type("avanti")
    expect(report).to_have_count(0)


@pytest.mark.parametrize("kind", ["copy", "cut"])
def test_text_copied_within_the_desk_keeps_its_corrections(empty, kind):
    page, text = empty
    page.evaluate("theEditor().commands.setContent('<p>Un <s>tre</s> quattro</p>')")
    page.evaluate("theEditor().commands.selectAll()")
    copied = text.evaluate(COPY, kind)
    page.evaluate("theEditor().commands.clearContent()")
    text.evaluate(PASTE, copied)
    assert written(page) == "<p>Un <s>tre</s> quattro</p>"


def test_corrections_of_another_program_with_the_same_editor_never_come_back(empty):
    page, text = empty
    text.evaluate(PASTE, '<p data-pm-slice="1 1 []">Il governo <s>non</s> cadrà</p>')
    assert written(page) == "<p>Il governo cadrà</p>"
    expect(page.locator(".paste-report")).to_contain_text("1 testo cancellato")


@pytest.mark.parametrize(
    "html",
    [
        '<video src="https://x.example/v.mp4">no</video>',
        '<video controls><source src="https://x.example/v.mp4"></video>',
        '<object data="https://x.example/v.mp4"></object>',
        '<embed src="https://x.example/v.mp4">',
        '<iframe src="//x.example/v.mp4"></iframe>',
    ],
)
def test_video_of_another_site_stays_as_a_link(empty, html):
    page, text = empty
    text.evaluate(PASTE, f"<p>Prima</p>{html}<p>Dopo</p>")
    address = "https://x.example/v.mp4"
    link = f'<figure><a href="{address}">{address}</a></figure>'
    assert written(page) == f"<p>Prima</p>{link}<p>Dopo</p>"


def test_video_that_has_no_address_is_told(empty):
    page, text = empty
    text.evaluate(PASTE, '<p>Prima</p><video src="blob:x"></video><object><p>Uno</p></object>')
    assert written(page) == "<p>Prima</p>"
    report = page.locator(".paste-report")
    expect(report).to_contain_text("Non incollato: 2 contenuti esterni.")
    report.locator("summary").click()
    expect(report.get_by_role("listitem")).to_have_text("Uno")


def test_lines_stay_apart_whatever_their_tag_is(empty):
    page, text = empty
    tags = ("center", "main", "nav", "details", "summary", "legend", "fieldset", "form", "dialog")
    text.evaluate(PASTE, "".join(f"<{tag}>w{tag}</{tag}>" for tag in tags))
    assert written(page) == "".join(f"<p>w{tag}</p>" for tag in tags)


def see_pasted(empty, html: str) -> tuple[str, str]:
    """Paste into an empty text; return what is written, and what is said of it."""
    page, text = empty
    page.evaluate("theEditor().commands.clearContent()")
    text.evaluate(PASTE, html)
    page.wait_for_timeout(150)  # the server is asked, and the report comes after the text
    report = page.locator(".paste-report > span")
    return written(page), report.first.text_content() if report.count() else ""


@pytest.mark.parametrize(
    "quote",
    [
        '<blockquote class="wp-block-quote">{}</blockquote>',
        '<blockquote cite="https://www.esempio.it/fonte">{}</blockquote>',
        '<blockquote class="wp-embedded-content">{}</blockquote>',
        '<div data-href="https://www.esempio.it/x"><blockquote>{}</blockquote></div>',
    ],
)
def test_quotation_is_no_embed_of_a_stranger(empty, quote):
    words = 'Il governo <s>non</s> cadrà, dice <a href="https://www.esempio.it/a">lui</a>.'
    body, said = see_pasted(empty, quote.format(f"<p>{words}</p><p>Domani.</p>"))
    words = words.replace("<s>non</s> ", "")
    assert body == f"<blockquote><p>{words}</p><p>Domani.</p></blockquote>"
    assert said == "Non incollato: 1 testo cancellato."


def test_link_that_is_written_badly_does_not_stop_the_reading(empty):
    html = '<p>Uno <a href="https://x.example/#100%">qui</a><del> no</del></p>'
    body, said = see_pasted(empty, html)
    assert body == '<p>Uno <a href="https://x.example/#100%">qui</a></p>'
    assert said == "Non incollato: 1 testo cancellato."


def test_text_that_cannot_be_read_is_left_out_whole(empty):
    page, text = empty
    page.evaluate("theEditor().commands.setContent('<p>Prima</p>')")
    page.evaluate("theEditor().commands.selectAll()")
    page.evaluate("window.moveNotes = () => { throw new Error('Prova'); }; reportError = () => {}")
    text.evaluate(PASTE, "<p>Il governo <del>non</del> cadrà</p>")
    expect(page.locator(".paste-report")).to_contain_text("Ctrl+Maiusc+V")
    assert written(page) == "<p>Prima</p>"


@pytest.mark.parametrize(
    ("sheet", "html", "body", "said"),
    [
        (
            "p.p1 {margin: 0}\nspan.s1 {text-decoration: line-through}",
            '<p class="p1">Il governo <span class="s1">non </span>cade</p>',
            "<p>Il governo cade</p>",
            "Non incollato: 1 testo cancellato.",
        ),
        (
            "<!-- .b {font-weight: bold} .i {font-style: italic} .h {display: none} -->",
            '<p>Un <span class="b">forte</span> <span class="i">lieve</span>'
            '<span class="h"> segreto</span></p>',
            "<p>Un <strong>forte</strong> <em>lieve</em></p>",
            "Non incollato: 1 testo nascosto.",
        ),
        (
            ".xl65 {font-weight:700} .xl66 {mso-style-parent:style0;text-decoration:line-through}",
            "<table><tr><td class=xl65>Anno</td><td class=xl65>Utile</td></tr>"
            "<tr><td>2024</td><td class=xl66>12</td></tr></table>",
            TABLE.format("", ""),
            "Non incollato: 1 testo cancellato.",
        ),
    ],
)
def test_sheets_of_styles_mean_what_styles_mean(empty, sheet, html, body, said):
    page = f"<html><head><style>{sheet}</style></head><body>{html}</body></html>"
    assert see_pasted(empty, page) == (body, said)


def test_comment_of_two_paragraphs_is_left_out_whole(empty):
    html = (
        '<div><p>Testo<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div><p>'
        '<a href="#cmnt_ref1" id="cmnt1">[a]</a>Prima</p><p>Seconda</p></div></div>'
    )
    assert see_pasted(empty, html) == ("<p>Testo</p>", "Non incollato: 1 commento.")


def test_note_with_a_list_keeps_all_its_words(empty):
    html = (
        '<p>Testo<sup id="r1"><a href="#n1">1</a></sup>.</p><ol><li id="n1">Vedi <p>Primo.</p>'
        '<ul><li>uno</li><li>due</li></ul><p>Fine <a href="#r1">^</a></p></li></ol>'
    )
    body, _ = see_pasted(empty, html)
    assert body == f"<p>Testo{NOTE}Vedi Primo. uno due Fine</small>.</p>"


def word_item(tag: str, level: int, mark: str, words: str) -> str:
    ignored = f"<span style='mso-list:Ignore'>{mark}<span>&nbsp; </span></span>"
    return f"<{tag} style='mso-list:l0 level{level} lfo1'>{ignored}{words}</{tag}>"


def test_lists_of_word_keep_their_numbers_and_headings_stay_headings(empty):
    items = [(1, "1.", "Uno"), (2, "1.1.", "Sotto"), (2, "1.2.", "Poi")]
    body, _ = see_pasted(empty, "".join(word_item("p", *item) for item in items))
    assert body == "<ol><li>Uno<ol><li>Sotto</li><li>Poi</li></ol></li></ol>"
    body, _ = see_pasted(empty, word_item("p", 1, "c)", "Terzo"))
    assert body == '<ol start="3"><li>Terzo</li></ol>'
    body, _ = see_pasted(empty, word_item("h2", 1, "2.", "Metodo") + "<p>Altro</p>")
    assert body == "<h2>2. Metodo</h2><p>Altro</p>"


CELLS = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><p>Fine</p>"


@pytest.fixture
def cell(empty) -> tuple[Page, Locator]:
    """The editor, its cursor in the first cell of a table."""
    page, text = empty
    page.evaluate("html => theEditor().commands.setContent(html)", CELLS)
    click_in_text(page, text.locator("td").first)
    return page, text


def test_lines_pasted_into_a_cell_stay_in_it(cell):
    page, text = cell
    page.keyboard.press("End")
    text.evaluate(PASTE, "<h2>uno</h2><p>due <b>tre</b></p>")
    assert "<td>auno<br>due <strong>tre</strong></td><td>b</td>" in written(page)
    assert written(page).count("<table>") == 1


@pytest.mark.parametrize("is_text", [True, False])
def test_cells_pasted_into_a_table_fill_its_cells(cell, is_text):
    page, text = cell
    if is_text:
        text.evaluate(PASTE_TEXT, "1\t2\n3\t4")
    else:
        text.evaluate(
            PASTE, "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
        )
    body = written(page)
    assert "<td>1</td><td>2</td></tr><tr><td>3</td><td>4</td>" in body
    assert body.count("<table>") == 1 and body.endswith("<p>Fine</p>")


def test_paragraphs_pasted_into_a_pull_quote_stay_in_it(empty):
    page, text = empty
    quote = '<aside role="doc-pullquote"><p>Frase</p></aside>'
    page.evaluate("html => theEditor().commands.setContent(html)", f"{quote}<p>Fine</p>")
    click_in_text(page, text.locator("aside p"))
    page.keyboard.press("End")
    text.evaluate(PASTE, "<p> uno</p><p>due</p>")
    expect(text.locator("aside p")).to_have_text(re.compile("Frase ?uno due"))
    assert written(page).count("<p>") == 2


_WORDS = re.compile(r"[a-z]+\d+")
_TAGS = [
    "p",
    "div",
    "b",
    "i",
    "span",
    "h2",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "del",
    "s",
    "sup",
    "a",
    "section",
    "figure",
    "figcaption",
    "ins",
    "font",
    "pre",
    "center",
    "details",
    "dl",
    "dt",
    "object",
    "button",
    "q",
    "abbr",
    "small",
    "aside",
    "caption",
    "label",
]


def test_no_word_vanishes_unsaid(empty):
    """Words before are those after and those told, whatever the nesting."""
    page, text = empty
    dice = random.Random(20261130)
    for _ in range(60):
        parts, n = [], 0
        for _ in range(dice.randint(5, 40)):
            if dice.random() < 0.5:
                n += 1
                parts.append(f" w{n} ")
            else:
                tag = dice.choice(_TAGS)
                style = dice.choice(["", "", ' style="display:none"', ' style="font-weight:bold"'])
                parts.append(dice.choice([f"<{tag}{style}>", f"</{tag}>"]))
        source = "".join(parts)
        before = page.evaluate(
            "html => new DOMParser().parseFromString(html, 'text/html').body.textContent", source
        )
        after, told = page.evaluate(
            """html => {
                const left = new LeftOut();
                theEditor().commands.clearContent();
                const clean = cleanPasted(html, left);
                theEditor().view.pasteHTML(html, new ClipboardEvent("paste", {
                    clipboardData: new DataTransfer()}));
                return [theEditor().state.doc.textBetween(0, theEditor().state.doc.content.size, " "),
                        left.items.map((item) => item.words).join(" ")];
            }""",
            source,
        )
        found = sorted(_WORDS.findall(f"{after} {told}"))
        assert found == sorted(_WORDS.findall(before)), source


PASTE_TEXT = """(element, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  element.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_text_with_tabs_becomes_a_table(empty):
    page, text = empty
    text.evaluate(PASTE_TEXT, 'Anno\tUtile\n2024\t12\n2025\t"1\t4"\n')
    body = written(page)
    assert '<th scope="col">Anno</th>' in body and "<td>2024</td><td>12</td>" in body
    assert body.count("<tr>") == 3


def test_quotes_in_a_cell_are_its_own(empty):
    page, text = empty
    text.evaluate(PASTE_TEXT, '"Il Post" (sito)\t12\n"Altro, ""sì"""\t13')
    assert '"Il Post" (sito)</th>' in written(page) and 'Altro, "sì"</td>' in written(page)


def test_indented_lines_and_code_are_no_table(empty):
    page, text = empty
    text.evaluate(PASTE_TEXT, "\ta = 1\n\tb = 2")
    assert "<table" not in written(page)
    page.evaluate("theEditor().commands.setContent('<pre>x</pre>')")
    click_in_text(page, text.locator("pre"))
    page.keyboard.press("End")
    text.evaluate(PASTE_TEXT, "a\tb\nc\td")
    assert written(page) == "<pre>xa\tb\nc\td</pre>"


DROP = """([element, name, bytes]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([Uint8Array.from(bytes)], name));
  element.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


def drop(page: Page, text: Locator, name: str, data: bytes) -> None:
    page.evaluate(DROP, [text.element_handle(), name, [*data]])


def test_dropped_csv_becomes_a_table(empty):
    page, text = empty
    drop(
        page, text, "conti.csv", '\ufeffAnno;Città;Note\n2024;"Forlì; centro";"a ""b"""\n'.encode()
    )
    expect(text.locator("th")).to_have_count(3)
    assert '<td>Forlì; centro</td><td>a "b"</td>' in written(page)
    page.evaluate("theEditor().commands.clearContent()")
    drop(page, text, "conti.csv", "Anno,Città\n2024,Forlì\n".encode("latin-1"))
    expect(text).to_contain_text("Forlì")


def test_picture_dropped_with_a_table_is_asked_for(empty):
    page, text = empty
    files = [["conti.csv", [*b"Anno;Utile\n2024;12\n"]], ["foto.png", [*b"\x89PNG"]]]
    text.evaluate(
        """(element, files) => {
          const dataTransfer = new DataTransfer();
          const types = { csv: "text/csv", png: "image/png" };
          for (const [name, bytes] of files) {
            const type = types[name.split(".")[1]];
            dataTransfer.items.add(new File([Uint8Array.from(bytes)], name, { type }));
          }
          const event = { dataTransfer, bubbles: true, cancelable: true };
          element.dispatchEvent(new DragEvent("drop", event));
        }""",
        files,
    )
    expect(text.locator("th")).to_have_count(2)
    expect(page.get_by_role("dialog", name="Immagine")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("conti.docx", "è un documento: aprilo"),
        ("conti.xlsx", "è un foglio di calcolo"),
        ("foto.HEIC", "mandala come JPEG"),
        ("tutto.zip", "di un tipo che un testo non può mostrare"),
        ("vuoto.csv", "non contiene una tabella"),
    ],
)
def test_file_that_no_text_takes_is_refused_in_words(empty, name, words):
    page, text = empty
    drop(page, text, name, b"PK\x03\x04")
    notice = page.locator("[data-refused-files]")
    expect(notice).to_contain_text(words)
    expect(notice).to_contain_text(name)


PICTURES = """<p class=MsoNormal>Prima.</p><p class=MsoNormal><img width=200
src="file:///C:/Temp/msohtmlclip1/01/clip_image002.png"></p><figure><img
src="https://altrove.example/x.jpg" alt="x"><figcaption>Una didascalia</figcaption></figure>
<p><img src="/media/pictures/2026/11/nostra.jpg" alt="Nostra"></p><p>Dopo.</p>"""


def test_foreign_pictures_are_dropped_with_a_notice(empty):
    page, text = empty
    text.evaluate(PASTE, PICTURES)
    expect(page.locator(".paste-report")).to_contain_text("2 immagini copiate")
    expect(page.locator(".paste-report")).to_contain_text("si portano una per una")
    expect(text.locator("img")).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Salvato")
    assert Article.objects.get().body == (
        "<p>Prima.</p>\n<p>Una didascalia</p>\n"
        '<figure><img src="/media/pictures/2026/11/nostra.jpg" alt="Nostra"></figure>\n<p>Dopo.</p>'
    )
