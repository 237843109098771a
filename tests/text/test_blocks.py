"""The larger vocabulary: what keeps its meaning, what becomes of what is nearly right, and how
each block reads as plain text.
"""

import random
import re

import pytest

from articles.text.diff import split_blocks
from articles.text.figures import (
    Figure,
    Gallery,
    LinkFigure,
    Player,
    Table,
    draw_all,
    figures_in,
    kind_of,
    links_in,
    players_in,
)
from articles.text.links import Link, link_first
from articles.text.markup import clean_html, plain_text
from articles.text.proofreading import skipped_headings
from articles.text.typography import set_body

NOTE = '<small role="doc-footnote">'
IMG, OTHER = (f'<img src="/media/pictures/{name}.jpg" alt="">' for name in "ab")


def flat(html: str) -> str:
    """Return HTML without the line feeds after blocks."""
    return html.replace(">\n", ">")


@pytest.mark.parametrize(
    "body",
    [
        "<p>10<sup>6</sup>, CO<sub>2</sub>, <s>no</s> sì, <code>x = 1</code></p>",
        '<p><q lang="en">open</q>, <abbr title="Unione europea">Ue</abbr>, '
        '<span lang="fr">cadeau</span></p>',
        "<h2>Uno</h2><h3>Due</h3><h4>Tre</h4>",
        '<ol start="4"><li>quattro<ul><li>dentro</li></ul></li><li>cinque</li></ol>',
        "<p>Uno</p><hr><p>Due</p>",
        "<pre>a\n  b\n\nc</pre>",
        f"<p>Uno{NOTE}Una <em>nota</em></small>, due</p>",
        '<aside role="doc-pullquote"><p>Detto</p></aside>',
        f"<aside><h3>Scheda</h3><p>Testo</p><figure>{IMG}</figure><ul><li>a</li></ul></aside>",
        f"<figure><figure>{IMG}<figcaption>Una</figcaption></figure><figure>{OTHER}</figure>"
        "<figcaption>Due scene</figcaption></figure>",
        '<figure><table><caption>Conti</caption><thead><tr><th scope="col">Anno</th>'
        '<th scope="col" colspan="2">Utile</th></tr></thead><tbody><tr><th scope="row">2024</th>'
        "<td>12</td><td>a<br>b</td></tr></tbody></table><figcaption>Fonte</figcaption></figure>",
        '<figure><audio src="/media/files/2026/a.mp3"></audio><figcaption>Sì</figcaption></figure>',
        '<figure><video src="/media/files/2026/a.mp4"></video></figure>',
        '<figure><a href="https://youtu.be/x">Un video</a><figcaption>Lui</figcaption></figure>',
    ],
)  # fmt: skip
def test_blocks_and_marks_keep_what_they_mean(body: str):
    clean = clean_html(body)
    assert flat(clean) == body.replace(">\n", ">")
    assert clean_html(str(clean)) == clean
    assert "\n".join(split_blocks(clean)) == clean


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("<p>Il governo <del>non</del> cadrà</p>", "<p>Il governo cadrà</p>"),
        ("<p>Il governo <ins>non</ins> cadrà</p>", "<p>Il governo non cadrà</p>"),
        ("<p><strike>via</strike> <small>piccolo</small> <span>x</span></p>",
         "<p><s>via</s> piccolo x</p>"),
        ("<p>Apri<b> </b>AI, <i>a</i><b><br></b>b</p>", "<p>Apri AI, <em>a</em><br>b</p>"),
        ("<b><p>uno</p><p>due</p></b>",
         "<p><strong>uno</strong></p><p><strong>due</strong></p>"),
        ('<ol start="1"><li>a</li></ol><ol start="x"><li>b</li></ol>',
         "<ol><li>a</li></ol><ol><li>b</li></ol>"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
         "<figure><table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody>"
         "</table></figure>"),
        ("<table><tr><th>Anno</th><th>Utile</th></tr><tr><td>2024</td><td><p>1</p><p>2</p></td></tr>"
         "</table>",
         '<figure><table><thead><tr><th scope="col">Anno</th><th scope="col">Utile</th></tr>'
         "</thead><tbody><tr><td>2024</td><td>1<br>2</td></tr></tbody></table></figure>"),
        ("<table><tr><td rowspan=9>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
         '<figure><table><tbody><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>'
         "</tbody></table></figure>"),
        ("<table><tr><td><p>solo</p><p>una</p></td></tr></table>", "<p>solo</p><p>una</p>"),
        ("<table><tr><td>a<table><tr><td>1</td><td>2</td></tr></table></td></tr></table>",
         "<p>a</p><figure><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></figure>"),
        ("<table><tr><td> </td><td></td></tr></table>", ""),
        (f"<ul><li>a<table><tr><td>1</td><td>{IMG}2</td></tr></table>b</li></ul>",
         "<ul><li>a</li></ul><figure><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
         f"</figure><figure>{IMG}</figure><p>b</p>"),
        ("<figure>Guarda <a href='https://a.it/'>qui</a> adesso</figure>",
         '<p>Guarda <a href="https://a.it/">qui</a> adesso</p>'),
        ('<figure><a href="https://a.it/"> </a></figure>',
         '<figure><a href="https://a.it/">https://a.it/</a></figure>'),
        ('<figure><a href="javascript:x">q</a></figure>', "<p>q</p>"),
        ('<audio src="https://altrove.example/a.mp3">testo</audio>', ""),
        ("<aside><aside><h2>Titolo</h2></aside></aside>", "<aside><h3>Titolo</h3></aside>"),
        (f"<p>a{NOTE}b{NOTE}c</small></small></p>", f"<p>a{NOTE}bc</small></p>"),
        (f"<p>a{NOTE} </small>b</p>", "<p>a b</p>"),
        ("<blockquote><hr><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<pre>\n\na<b>b</b><br>c</pre>", "<pre>ab\nc</pre>"),
    ],
)  # fmt: skip
def test_what_is_nearly_right_becomes_right(source: str, clean: str):
    made = clean_html(source)
    assert flat(made) == clean
    assert clean_html(str(made)) == made


_TAGS = (
    "p ul ol li b i h2 h4 div blockquote br hr pre em sup s q abbr code table caption thead tbody "
    "tr td th figure figcaption aside small audio"
)


def test_any_nesting_is_stable_and_loses_no_word():
    dice = random.Random(20261130)
    tags = [
        *_TAGS.split(), 'a href="https://a.it/"', 'img src="/media/pictures/a.jpg"',
        'img src="/media/pictures/b.jpg"', 'small role="doc-footnote"',
        'aside role="doc-pullquote"', 'td colspan="2"', 'th rowspan="3"', 'span lang="en"',
        'ol start="3"', 'audio src="/media/files/a.mp3"',
    ]  # fmt: skip
    bits = [f"<{tag}>" for tag in tags] + [f"</{tag.split()[0]}>" for tag in tags]
    for _ in range(3000):
        parts = [
            dice.choice([f" x{n}", f"x{n} ", "\n", "&nbsp;"])
            if dice.random() < 0.4
            else dice.choice(bits)
            for n in range(dice.randint(1, 30))
        ]
        source = "".join(parts)
        once = clean_html(source)
        assert clean_html(str(once)) == once, source
        if "<audio" not in source:  # what stands in it is for browsers that cannot play
            words = re.findall(r"x\d+", source)
            assert sorted(re.findall(r"x\d+", once)) == sorted(words), source


def test_plain_text_knows_each_block():
    clean = clean_html(
        f"<p>I dati Istat{NOTE}Provvisori.</small>: CO<sub>2</sub>, 10<sup>6</sup>, "
        "1<sup>er</sup>.</p>"
        '<aside role="doc-pullquote"><p>Dati Istat: CO2</p></aside>'
        '<aside role="doc-pullquote"><p>Non c’è</p></aside><hr>'
        "<table><caption>Conti</caption><tr><th>Anno</th><th>Utile<br>netto</th></tr>"
        "<tr><td></td><td>12</td></tr></table>"
        '<figure><a href="https://youtu.be/x">Il video</a></figure><p><q>Detto</q></p>'
    )
    assert plain_text(clean) == (
        "I dati Istat: CO₂, 10⁶, 1er.\n\nNon c’è\n\nConti\n\nAnno\tUtile netto\n\t12\n\n"
        "Il video\n\n“Detto”\n\nProvvisori."
    )
    in_full = plain_text(clean, in_full=True)
    assert "Istat [nota: Provvisori.]: CO₂" in in_full and "Dati Istat: CO2\n\n" in in_full
    assert "* * *" in in_full and "[collegamento: https://youtu.be/x]" in in_full


def test_figures_are_read_by_kind():
    gallery = (
        f"<figure><figure>{IMG}<figcaption>A</figcaption></figure><figure>{OTHER}</figure></figure>"
    )
    clean = clean_html(
        f"<figure>{IMG}</figure>{gallery}<table><tr><td>1</td><td>2</td></tr></table>"
        '<figure><video src="/media/files/v.mp4"></video></figure>'
        '<figure><a href="https://a.it/?x=1&amp;y=2">Una <b>pagina</b></a></figure><p>Fine</p>'
    )
    kinds = [kind_of(block) for block in split_blocks(clean)]
    assert kinds == [Figure, Gallery, Table, Player, LinkFigure, None]
    assert [figure.name[-5:] for figure in figures_in(clean)] == ["a.jpg", "a.jpg", "b.jpg"]
    assert players_in(clean) == [Player("files/v.mp4", "")]
    assert links_in(clean) == [LinkFigure("https://a.it/?x=1&y=2", "Una pagina", "")]
    drawn = draw_all(clean, {Gallery: lambda gallery: f"[{len(gallery.figures)}]"})
    assert "[2]" in drawn and drawn.count("<figure>") == 4


def test_links_pass_over_notes_and_pull_quotes():
    clean = clean_html(
        '<aside role="doc-pullquote"><p>Istat</p></aside>'
        f"<p>Lo dice l’Is{NOTE}Istat</small>tat, non l’Istat.</p>"
        "<table><tr><td>Istat</td><td>b</td></tr></table>"
    )

    def find(text: str) -> list[Link]:
        found = (Link(m.start(), m.end(), f"/o/{m.start()}") for m in re.finditer("Istat", text))
        return list(found)

    linked = link_first(clean, find, addresses=9)
    assert linked.count("<a ") == 2  # cut by a note, a name is not linked; that of the cell is
    assert '<td><a href="/o/0">Istat</a></td>' in linked
    assert "<small" in linked and f"{NOTE}Istat</small>" in linked


def test_typography_leaves_code_alone_and_notes_to_themselves():
    clean = clean_html(
        f'<p>Disse "va{NOTE}"una nota"</small> bene" e <code>"x"</code></p><pre>"y"</pre>'
    )
    assert flat(set_body(clean)) == (
        f'<p>Disse «va{NOTE}«una nota»</small> bene» e <code>"x"</code></p><pre>"y"</pre>'
    )


def test_heading_of_a_box_is_under_none():
    assert skipped_headings("<aside><h3>Scheda</h3></aside><h2>Uno</h2><h4>Salto</h4>") == ["Salto"]


def test_text_of_a_body_that_is_cut_anywhere_keeps_its_beginning():
    body = str(
        clean_html(
            '<p>Prima<small role="doc-footnote">Una nota</small>.</p><aside role="doc-pullquote">'
            "<p>Grande</p></aside><table><caption>C</caption><tr><th>a</th><td>b</td></tr></table>"
        )
    )
    for end in range(len("<p>Prima"), len(body)):
        assert plain_text(body[:end]).startswith("Prima")
