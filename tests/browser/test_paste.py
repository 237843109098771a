"""Pasting from Word and from Google Docs, as they put it on the clipboard."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOOGLE_DOCS = """<meta charset='utf-8'><meta charset="utf-8"> <b style="font-weight:normal;"
id="docs-internal-guid-3f1c2a5e-7fff-1234-5678-9abcdef01234"> <h2 dir="ltr"
style="line-height:1.38;margin-top:18pt;margin-bottom:6pt;"><span
style="font-size:16pt;font-family:Arial,sans-serif;color:#000000;font-weight:700;">Un
titoletto</span></h2> <p dir="ltr" style="line-height:1.38;"><span
style="font-size:11pt;font-weight:400;">Piano, </span><span
style="font-size:11pt;font-weight:700;font-style:normal;">neretto</span><span
style="font-size:11pt;font-weight:400;"> e </span><span
style="font-size:11pt;font-weight:400;font-style:italic;">corsivo</span><span
style="font-size:11pt;font-weight:400;">, con </span><a
href="https://www.google.com/url?q=https://www.esempio.it/pagina&amp;sa=D&amp;source=editors"
style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">un
link</span></a><span style="font-weight:400;">.</span></p> <ul
style="margin-top:0;padding-inline-start:48px;"><li dir="ltr" aria-level="1"><p dir="ltr"
role="presentation"><span style="font-weight:400;">Primo</span></p></li><li dir="ltr"
aria-level="1"><p dir="ltr" role="presentation"><span
style="font-weight:400;">Secondo</span></p></li></ul></b>"""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word
15"> <style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=IT style='tab-interval:35.4pt'><!--StartFragment--> <p class=MsoNormal>Un <b
style='mso-bidi-font-weight:normal'>neretto</b> e un <i>corsivo</i>.<o:p></o:p></p> <p
class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>\u00b7<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Primo<o:p></o:p></p> <p class=MsoListParagraphCxSpLast
style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>\u00b7<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span><![endif]>Secondo<o:p></o:p></p> <p class=MsoNormal>Poi:<o:p></o:p></p> <p
class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;
</span></span><![endif]>Uno<o:p></o:p></p> <!--EndFragment--></body></html>"""

PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  element.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
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


@pytest.mark.parametrize(
    ("html", "body"),
    [
        (
            GOOGLE_DOCS,
            "<h2>Un titoletto</h2>\n<p>Piano, <strong>neretto</strong> e <em>corsivo</em>, con "
            '<a href="https://www.esempio.it/pagina">un link</a>.</p>\n'
            "<ul><li>Primo</li>\n<li>Secondo</li>\n</ul>",
        ),
        (
            WORD,
            "<p>Un <strong>neretto</strong> e un <em>corsivo</em>.</p>\n"
            "<ul><li>Primo</li>\n<li>Secondo</li>\n</ul>\n<p>Poi:</p>\n<ol><li>Uno</li>\n</ol>",
        ),
    ],
    ids=["Google Docs", "Word"],
)
def test_pasted_markup_becomes_clean_text(empty, html, body):
    page, text = empty
    text.evaluate(PASTE, html)
    expect(text).to_contain_text("Primo")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Salvato")
    assert Article.objects.get().body == body


PICTURES = """<p class=MsoNormal>Prima.</p><p class=MsoNormal><img width=200
src="file:///C:/Temp/msohtmlclip1/01/clip_image002.png"></p><figure><img
src="https://altrove.example/x.jpg" alt="x"><figcaption>Una didascalia</figcaption></figure>
<p><img src="/media/pictures/2026/11/nostra.jpg" alt="Nostra"></p><p>Dopo.</p>"""


def test_foreign_pictures_are_dropped_with_a_notice(empty):
    page, text = empty
    notice = page.locator("[data-pictures-left-out]")
    expect(notice).to_be_hidden()
    text.evaluate(PASTE, PICTURES)
    expect(notice).to_contain_text("portale qui una per una")
    expect(text.locator("img")).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Salvato")
    assert Article.objects.get().body == (
        "<p>Prima.</p>\n<p>Una didascalia</p>\n"
        '<figure><img src="/media/pictures/2026/11/nostra.jpg" alt="Nostra"></figure>\n<p>Dopo.</p>'
    )
