import random
import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text import markup
from articles.text.markup import cleaning


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("<p>Ciao</p>", "<p>Ciao</p>"),
        ("testo nudo", "<p>testo nudo</p>"),
        ("<div>uno</div><div>due</div>", "<p>uno</p>\n<p>due</p>"),
        ("<b>forte</b> e <i>corsivo</i>", "<p><strong>forte</strong> e <em>corsivo</em></p>"),
        ("<h1>Titolo</h1><h5>Altro</h5>", "<h2>Titolo</h2>\n<h4>Altro</h4>"),
        ("<ul><li><p>uno</p></li></ul>", "<ul><li>uno</li>\n</ul>"),
        (
            "<ul><li><p>uno</p><p>due</p>tre</li><li><p>a</p></li></ul>",
            "<ul><li>uno<br>due<br>tre</li>\n<li>a</li>\n</ul>",
        ),
        ("<blockquote>detto</blockquote>", "<blockquote><p>detto</p>\n</blockquote>"),
        (
            '<a href="https://a.it/?b=1&amp;c=2" onclick="x()">q</a>',
            '<p><a href="https://a.it/?b=1&amp;c=2">q</a></p>',
        ),
        ('<a href="javascript:alert(1)">q</a>', "<p>q</p>"),
        ('<a href="//host/x">q</a>', "<p>q</p>"),
        ('<a href="/\\\\host/x">q</a>', "<p>q</p>"),
        ('<a href="javascript\\x3A:alert(1)">q</a>', "<p>q</p>"),
        ('<a href="/articoli/x/">q</a>', '<p><a href="/articoli/x/">q</a></p>'),
        ('<a href="www.a.it/b">q</a>', '<p><a href="https://www.a.it/b">q</a></p>'),
        ('<p style="color:red" class="x">q</p>', "<p>q</p>"),
        ("<script>alert(1)</script><p>q</p>", "<p>q</p>"),
        ("<p>a<script>b</script></p>", "<p>a</p>"),
        ('<img src=x onerror="alert(1)">', ""),
        ("<p></p><p> </p><p><br></p>", ""),
        ("<p>“l’IA”: perché è così…</p>", "<p>“l’IA”: perché è così…</p>"),
        ("<p>a &lt; b &amp; c</p>", "<p>a &lt; b &amp; c</p>"),
        ("a\x00b", "<p>ab</p>"),
        ("", ""),
    ],
)
def test_html_is_cleaned_into_the_vocabulary(source: str, clean: str):
    assert markup.clean_html(source) == clean


@pytest.mark.parametrize(
    "source",
    [
        "<p>a<p>b",
        "<ul><li>a<ul><li>b</ul></ul>",
        "<ul><li></li><li>a</li><li> </li></ul>",
        "<ul><li><p>a</p><p></p><ul><li>b</li></ul><p>c</p></li></ul>",
        "<h2>a<p>b</h2>c",
        "a<br>b",
        "<li>solo</li>",
        "<b><p>x</p></b>",
        "<td>a</td>",
        "a < b",
    ],
)
def test_cleaning_twice_changes_nothing(source: str):
    once = markup.clean_html(source)
    assert markup.clean_html(once) == once


def test_cleaning_any_tags_twice_changes_nothing():
    dice = random.Random(20261125)
    tags = [
        "p",
        "ul",
        "ol",
        "li",
        "b",
        "i",
        "a",
        "h1",
        "h2",
        "div",
        "blockquote",
        "br",
        "td",
        "script",
        "pre",
        "em",
        "section",
        "figure",
        "figcaption",
        'img src="/media/pictures/a.jpg"',
        "img",
    ]
    for _ in range(4000):
        bits = [f"<{tag}>" for tag in tags] + [f"</{tag.split()[0]}>" for tag in tags]
        bits += ["x", " ", "\n", "&amp;", "&nbsp;"] * 4
        source = "".join(dice.choice(bits) for _ in range(dice.randint(1, 14)))
        once = markup.clean_html(source)
        assert markup.clean_html(once) == once, source


@pytest.mark.parametrize("number", [*range(1, 33), 127, 133, 160, 776, 824, 0x2028, 0xFEFF])
def test_character_references_are_cleaned_too(number):
    for sign in (chr(number), f"&#{number};"):
        source = (
            f'<p>{sign}a{sign}b</p><p><a href="/x{sign}/">q</a>{sign}</p>'
            f'<img src="/media/pictures/a.jpg" alt="a{sign}b">{sign}c'
        )
        clean = markup.clean_html(source)
        assert markup.clean_html(clean) == clean
        assert clean.count("<p>") == 3 and clean.count("<figure>") == 1
    assert markup.clean_html('<a href="java&#1;script:alert(1)">q</a>') == "<p>q</p>"


PICTURE = "/media/pictures/2026/11/foto.jpg"
IMG = f'<img src="{PICTURE}" alt="">'
FIGURE = f"<figure>{IMG}</figure>"


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        (FIGURE, FIGURE),
        (IMG, FIGURE),
        (f'<img src="{PICTURE}">', f'<figure><img src="{PICTURE}"></figure>'),
        (f'<p>uno {IMG.replace("alt", "onerror=x alt")} due</p>',
         f"<p>uno </p>\n{FIGURE}\n<p>due</p>"),
        (f'<figure class="x">{IMG}<figcaption>Una <b>scena</b><p>qui</p></figcaption></figure>',
         f"<figure>{IMG}<figcaption>Una <strong>scena</strong><br>qui</figcaption>\n</figure>"),
        (f"<figure>{IMG}<figcaption> </figcaption></figure>", FIGURE),
        (f"<figure><figcaption>prima</figcaption>{IMG}</figure>",
         f"<figure>{IMG}<figcaption>prima</figcaption>\n</figure>"),
        (f"<p>{IMG}{IMG}</p>dopo", f"{FIGURE}\n{FIGURE}\n<p>dopo</p>"),
        (f'<figure><a href="/x">{IMG}</a></figure>', FIGURE),
        (f"<ul><li>a{IMG}b</li></ul>", f"<ul><li>a</li>\n</ul>\n{FIGURE}\n<p>b</p>"),
        (f"<blockquote><p>a</p>{FIGURE}</blockquote>",
         f"<blockquote><p>a</p>\n</blockquote>\n{FIGURE}"),
        ("<figure><figcaption>di niente</figcaption></figure>", "<p>di niente</p>"),
        (f'<img src="{PICTURE}" alt="&quot;&lt;b&gt;  due">',
         f'<figure><img src="{PICTURE}" alt="&quot;&lt;b&gt; due"></figure>'),
    ],
)  # fmt: skip
def test_each_picture_gets_a_figure_of_its_own(source, clean):
    assert markup.clean_html(source) == clean
    assert markup.clean_html(clean) == clean


@pytest.mark.parametrize(
    "address",
    [
        "https://altrove.example/x.png", "//altrove.example/x.png", "data:image/png;base64,AAAA",
        "javascript:alert(1)", "/media/x.png", "/media/renditions/x.png", "/static/x.png",
        "/media/pictures/../../x.png", "/media/pictures/.x", "/media/pictures/a b.png",
        "/media/pictures//x.png", "/media/pictures/x.png?y", "/media/pictures/x.png#y", "",
    ],
)  # fmt: skip
def test_other_pictures_are_removed(address):
    assert markup.clean_html(f'<p>q</p><img src="{address}" alt="x">') == "<p>q</p>"


def test_plain_text_has_captions_and_may_describe_pictures():
    picture = IMG.replace('alt=""', 'alt="Un ponte"')
    body = f"<p>Uno.</p><figure>{picture}<figcaption>Qui</figcaption></figure>"
    clean = markup.clean_html(body)
    assert markup.plain_text(clean) == "Uno.\n\nQui"
    described = markup.plain_text(clean, in_full=True)
    assert described == "Uno.\n\n[immagine: Un ponte · foto.jpg]\n\nQui"


def test_inline_tags_leave_no_trace_in_plain_text():
    text = markup.plain_text(
        "<p>Open<em>AI</em> e &lt;tu&gt;</p>\n<ul><li>uno</li>\n<li>due</li>\n</ul>"
    )
    assert text == "OpenAI e <tu>\n\nuno\n\ndue"


def test_paragraphs_become_html_character_for_character():
    html = markup.paragraphs_to_html(["“Un po’ di più” & 16.000 < 17.000"])
    assert markup.plain_text(html) == "“Un po’ di più” & 16.000 < 17.000"


@pytest.mark.parametrize(("text", "words"), [("16.000 GPU", 2), ("l’annuncio", 2), ("", 0)])
def test_plain_text_gives_its_word_count(text: str, words: int):
    assert markup.word_count(text) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (201, 2), (1000, 5)])
def test_reading_time_is_in_whole_minutes(words: int, minutes: int):
    assert markup.reading_minutes(words) == minutes


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ('<blockquote lang="en"><p>Open</p></blockquote>',) * 2,
        ('<p>Il <em lang="en-GB">weight</em>.</p>',) * 2,
        ('<p>Il <i lang="fr">poids</i>.</p>', '<p>Il <em lang="fr">poids</em>.</p>'),
        ('<p lang="it-IT">Testo</p>', "<p>Testo</p>"),
        ('<p><em lang="x&quot; onclick=&quot;y">a</em></p>', "<p><em>a</em></p>"),
        ('<p><em lang="it_IT">a</em></p>', "<p><em>a</em></p>"),
    ],
)
def test_quotation_keeps_its_language(source: str, clean: str):
    made = markup.clean_html(source)
    assert made.replace("\n", "") == clean and markup.clean_html(made) == made


@settings(deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))))
def test_clean_paragraphs_stay_unchanged(paragraphs: list[list[str]]):
    source = "\n".join(f"<p>{' '.join(words)}</p>" for words in paragraphs)
    quick = markup.clean_html(source)
    with patch.object(cleaning, "_PARAGRAPHS", re.compile("(?!)")):
        assert markup.clean_html(source) == quick
