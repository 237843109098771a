"""A name that is written from right to left, or a sign that turns a line, turns its own words only.

What isolates is `bdi`, what the rule of our style sheets names, and every block, as browsers have
it (https://html.spec.whatwg.org/#bidi-rendering).
"""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from articles import publishing
from articles.db.choices import SourceKind
from articles.models import Article
from tests import factories as make
from tests.reader import Reader

STYLES = Path(settings.BASE_DIR) / "articles" / "static" / "articles"
RULE = ":where(a, span, strong, em, mark, q, cite, time, option, label, summary) {"
ISOLATED = {"bdi", *RULE.partition("(")[2].partition(")")[0].split(", ")}
INLINE = {"i", "b", "small", "sup", "sub", "code", "abbr"}
VOID = {"img", "br", "input", "source", "meta", "link", "line", "rect", "path", "hr", "wbr"}


def is_turned(text: str) -> bool:
    return any("\u0590" <= sign <= "\u08ff" for sign in text)


class Bare(HTMLParser):
    """Gathers what stands in a line of Latin with nothing around it that keeps it apart."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[list[str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in VOID:
            is_copied = ("class", "citation") in attrs  # a text without marks, for other papers
            self.open.append(["script" if is_copied else tag, ""])

    def handle_endtag(self, tag: str) -> None:
        closed, text = self.open.pop()
        has_latin = any(sign.isalpha() and sign.isascii() for sign in text)
        if is_turned(text) and has_latin and closed not in {"title", "script"}:
            self.found.append(f"<{tag}>{text}")
        if self.open and tag in INLINE:
            self.open[-1][1] += text

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1][1] += data


@pytest.fixture
def pages(db) -> list[str]:
    organization = make.make_organization("\u05d0\u05e8\u05d2\u05d5\u05df")
    other = make.make_organization("\u0634\u0631\u0643\u0629")
    author = make.make_author("\u05e1\u05d5\u05e4\u05e8", role="Inviata")
    colleague = make.make_author("\u0643\u0627\u062a\u0628")
    section = make.make_section("\u05d7\u05d3\u05e9\u05d5\u05ea")
    headlines = ["\u05db\u05d5\u05ea\u05e8\u05ea", "\u05e2\u05d5\u05d3", "\u0639\u0646\u0648"]
    for headline in headlines:
        article = make.make_published(
            headline,
            body=f"<p>{organization.name} {other.name}</p>",
            section=section,
            authors=[author, colleague],
            tags=["\u05e0\u05d5\u05e9\u05d0"],
        )
        publishing.save([article], publishing.Decisions(confirm=[organization, other]), by=None)
    article.sources.create(label="\u05de\u05e7\u05d5\u05e8", kind=SourceKind.DOCUMENT)
    article.sources.create(
        label="\u0645\u0635\u062f\u0631", kind=SourceKind.INTERVIEW, unnamed_because="Teme"
    )
    others = Article.objects.exclude(pk=article.pk)
    series = make.make_series("\u05e1\u05d3\u05e8\u05d4", *others, article)
    subjects = [organization, author, section, series, article.sorted_tags[0], article]
    pair = f"{organization.get_absolute_url()}con/{other.slug}/"
    return [
        "/",
        "/articoli/",
        "/autori/",
        "/serie/",
        pair,
        *(each.get_absolute_url() for each in subjects),
    ]


def test_right_to_left_name_is_isolated(pages, reader: Reader):
    seen = 0
    for page in pages:
        answer = reader.get(page)
        assert answer.status_code == 200, page
        bare = Bare()
        bare.feed(answer.text)
        assert bare.found == [], page
        seen += is_turned(answer.text)
    assert seen == len(pages)


@pytest.mark.parametrize("sheet", ["paper.css", "desk.css"])
def test_style_sheets_isolate_directions(sheet: str):
    assert f"{RULE}\n  unicode-bidi: isolate;\n}}" in (STYLES / sheet).read_text(encoding="utf-8")
