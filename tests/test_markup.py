import random

import pytest

from articles import markup


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("<p>Ciao</p>", "<p>Ciao</p>"),
        ("testo nudo", "<p>testo nudo</p>"),
        ("<div>uno</div><div>due</div>", "<p>uno</p>\n<p>due</p>"),
        ("<b>forte</b> e <i>corsivo</i>", "<p><strong>forte</strong> e <em>corsivo</em></p>"),
        ("<h1>Titolo</h1><h5>Altro</h5>", "<h2>Titolo</h2>\n<h3>Altro</h3>"),
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
def test_html_comes_out_in_the_vocabulary(source: str, clean: str):
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


def test_cleaning_twice_changes_nothing_in_any_jumble_of_tags():
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
    ]
    for _ in range(3000):
        bits = [
            f"<{dice.choice(tags)}>",
            f"</{dice.choice(tags)}>",
            "x",
            " ",
            "\n",
            "&amp;",
            "&nbsp;",
        ]
        source = "".join(dice.choice(bits) for _ in range(dice.randint(1, 14)))
        once = markup.clean_html(source)
        assert markup.clean_html(once) == once, source


def test_plain_text_leaves_no_trace_of_inline_tags():
    text = markup.plain_text(
        "<p>Open<em>AI</em> e &lt;tu&gt;</p>\n<ul><li>uno</li>\n<li>due</li>\n</ul>"
    )
    assert text == "OpenAI e <tu>\n\nuno\n\ndue"


def test_paragraphs_become_html_to_the_character():
    html = markup.paragraphs_to_html(["“Un po’ di più” & 16.000 < 17.000"])
    assert markup.plain_text(html) == "“Un po’ di più” & 16.000 < 17.000"


@pytest.mark.parametrize(("text", "words"), [("16.000 GPU", 2), ("l’annuncio", 2), ("", 0)])
def test_words_are_counted_as_read(text: str, words: int):
    assert markup.word_count(text) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (201, 2), (1000, 5)])
def test_reading_takes_whole_minutes(words: int, minutes: int):
    assert markup.reading_minutes(words) == minutes
