"""Hostile strings in every place of every block: what comes out holds tags and attributes of the
vocabulary alone, as it is stored and as pages show it.
"""

from __future__ import annotations

import html
from collections import Counter
from html.parser import HTMLParser

import pytest

from articles.delivery.embeds import with_embeds
from articles.models import Article, Media, Picture
from articles.publishing.articles.rendered_body import rendered_body
from articles.text.markup import clean_html
from articles.text.markup.vocabulary import ATTRIBUTES, VOCABULARY, is_known_value, is_linkable
from tests import factories as make
from tests.hostile.table import batched, table

#: Places of a body; each hostile string stands in all of them.
PLACES = (
    "<p>a<sup>{0}</sup><q>{0}</q><code>{0}</code></p>",
    '<p>a<small role="doc-footnote">{0}</small></p>',
    '<aside role="doc-pullquote"><p>{0}</p></aside>',
    "<aside><h3>{0}</h3><p>{0}</p></aside>",
    "<pre>{0}</pre>",
    "<table><caption>{0}</caption><tr><th>{0}</th><td>{0}</td></tr></table>",
    "<figure><table><tr><td>a</td><td>b</td></tr></table><figcaption>{0}</figcaption></figure>",
    '<figure><a href="https://youtu.be/dQw4w9WgXcQ">{0}</a><figcaption>{0}</figcaption></figure>',
    '<figure><figure><img src="/media/pictures/a.jpg"><figcaption>{0}</figcaption></figure>'
    '<figure><img src="/media/pictures/b.jpg"></figure><figcaption>{0}</figcaption></figure>',
    '<figure><audio src="/media/files/a.mp3">{0}</audio><figcaption>{0}</figcaption></figure>',
)
#: Places within an attribute.
VALUES = (
    '<p><abbr title="{0}">a</abbr><span lang="{0}">b</span><q lang="{0}">c</q></p>',
    '<p>a<small role="{0}">b</small></p>',
    '<aside role="{0}"><p>a</p></aside>',
    '<ol start="{0}"><li>a</li></ol>',
    '<table><tr><th scope="{0}" colspan="{0}">a</th><td rowspan="{0}">b</td></tr></table>',
    '<figure><a href="{0}">a</a></figure>',
    '<figure><img src="{0}" alt="{0}"></figure>',
    '<figure><audio src="{0}"></audio></figure><video src="{0}"></video>',
)
_OURS = VOCABULARY | {"div", "section", "picture", "source", "iframe", "details", "summary"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def read(body: str) -> _Reader:
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader


def in_every_place(text: str) -> list[str]:
    quoted = html.escape(text)
    return [place.format(text) for place in PLACES] + [value.format(quoted) for value in VALUES]


@pytest.mark.parametrize("texts", [*batched(table(), 60)], ids=lambda texts: texts[0][:30])
def test_what_is_stored_holds_the_vocabulary_alone(texts: list[str]):
    for text in texts:
        for source in in_every_place(text):
            clean = clean_html(source)
            assert clean_html(str(clean)) == clean, source
            found = read(clean)
            assert found.tags.keys() <= VOCABULARY, source
            for tag, name, value in found.attributes:
                assert name in ATTRIBUTES[tag] and is_known_value(tag, name, value), source
                assert name != "href" or is_linkable(value), source


@pytest.mark.django_db
@pytest.mark.parametrize("texts", [*batched(table(), 60)], ids=lambda texts: texts[0][:30])
def test_what_pages_show_holds_no_other_tag_and_no_script(texts: list[str]):
    for text in texts:
        body = clean_html("".join(in_every_place(text)))
        found = read(rendered_body(Article(body=body, links_organizations=False)) or body)
        assert found.tags.keys() <= _OURS, text
        for tag, name, value in found.attributes:
            assert not name.startswith("on") and name != "style", text
            assert name not in {"href", "src"} or is_linkable(value) or value[0] == "#", (tag, text)


@pytest.mark.django_db
def test_words_of_files_and_titles_of_embeds_stay_words():
    """Figures are drawn with what their files say, and frames with documents of their own."""
    picture, media, document = (
        make.make_picture(),
        make.make_media("bars.mp4"),
        make.make_media("x.pdf"),
    )
    places = (
        f'<figure><img src="/media/{picture.file.name}"><figcaption>{{0}}</figcaption></figure>',
        f'<figure><video src="/media/{media.file.name}"></video></figure>',
        f'<figure><a href="/media/{document.file.name}">{{0}}</a></figure>',
        '<figure><a href="https://youtu.be/dQw4w9WgXcQ">{0}</a><figcaption>{0}</figcaption></figure>',
        '<figure><a href="https://altrove.example/">{0}</a></figure>',
    )
    for text in table():
        line = " ".join(text.split())[:100] or "x"
        Picture.objects.update(alt=line, credit=line, caption=line)
        Media.objects.update(title=line, credit=line, description=line, transcript=line)
        body = clean_html("".join(place.format(html.escape(line)) for place in places))
        page = with_embeds(rendered_body(Article(body=body, links_organizations=False)))
        found = read(page)
        assert found.tags["video"] == found.tags["iframe"] == 1, text
        frames = [
            value for tag, name, value in found.attributes if (tag, name) == ("iframe", "srcdoc")
        ]
        inner = read(frames[0])
        for tag, name, value in (*found.attributes, *inner.attributes):
            assert not name.startswith("on"), text
            assert name not in {"href", "src"} or is_linkable(value) or value[0] == "#", (tag, text)
        assert not (found.tags.keys() | inner.tags.keys()) & {
            "script",
            "object",
            "embed",
            "base",
        }, text
