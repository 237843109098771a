"""The coverage report: whom the paper writes about and quotes, each figure leading to its list."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from articles.db.choices import ArticleStatus
from articles.models import Article, Source
from tests import factories as make

COVERAGE = "/admin/articles/article/mirror/"
SENTENCE = "Il CEO di OpenAI Sam Altman ha detto: «Apriremo il modello entro l’estate»."


@pytest.fixture
def carla(desk_of, caporedattore) -> Client:
    return desk_of(caporedattore)


@pytest.fixture(scope="module")
def paper(made_once: None) -> None:
    """Three articles of the last year, one of years ago, and what readers do not see."""
    for name in ("OpenAI", "DeepSeek"):
        make.make_organization(name)
    ada, ugo = make.make_author("Ada"), make.make_author("Ugo")
    make.make_published("Primo", body=f"<p>{SENTENCE}</p>", authors=[ada])
    second = make.make_published(
        "Mediano", body="<p>OpenAI e DeepSeek.</p>", authors=[ada, ugo], hours_ago=24 * 40
    )
    Source.objects.create(article=second, kind="post", label="Un post")
    Source.objects.create(article=second, kind="post", label="Un altro post")
    make.make_published("Terzo", body="<p>DeepSeek.</p>", authors=[ugo], hours_ago=2)
    old = dt.datetime(2020, 5, 3, 9, tzinfo=dt.UTC)
    make.make_published("Vecchio", body=f"<p>{SENTENCE}</p>", authors=[ada], published_at=old)
    make.make_scheduled("Embargo", body=f"<p>{SENTENCE}</p>", authors=[ada])
    make.make_article("Ritirato", body=f"<p>{SENTENCE}</p>", status=ArticleStatus.WITHDRAWN)
    make.make_article("Bozza", body=f"<p>{SENTENCE}</p>")
    for article in Article.objects.all():
        make.confirm_quotations(article)


def figures(page: str, key: str) -> dict[str, list[str]]:
    """The lines of a table: by name, its figures."""
    table = page.partition(f'id="coverage-{key}"')[2].partition("</section>")[0]
    lines = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", table, re.DOTALL)
    found = {}
    for line in lines:
        name, *cells = re.split(r"</t[hd]>", line)
        numbers = [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]
        found[re.sub(r"<[^>]*>", "", name).strip()] = [n for n in numbers if n]
    return found


def link_of(page: str, words: str, at: str = "") -> str:
    """The address to which a figure leads, of the line with these words."""
    line = page.partition(words)[2].partition("</table>")[0]
    return unescape(re.search(rf'href="({re.escape(at)}[^"]*)"', line)[1])


def test_coverage_counts_published_articles_of_the_last_year(carla, paper, at_most):
    with at_most(26):
        page = carla.get(COVERAGE).text
    assert "3 pezzi" in page and "1 citazione confermata" in page
    assert figures(page, "organizations") == {"OpenAI": ["2", "1"], "DeepSeek": ["2", "0"]}
    assert figures(page, "persons") == {"Sam Altman": ["1"]}
    assert figures(page, "authors") == {"Ada": ["2"], "Ugo": ["2"]}
    assert figures(page, "sources") == {"Nessuna fonte": ["2"], "Post": ["1"]}
    assert "Embargo" not in page and page.count("<svg") >= 6


def test_every_figure_opens_its_list(carla, paper):
    page = carla.get(COVERAGE).text
    articles = carla.get(link_of(page, ">OpenAI</a>", f"{COVERAGE}pieces/")).text
    assert "Primo" in articles and "Mediano" in articles and "2 pezzi" in articles
    for hidden in ("Terzo", "Vecchio", "Embargo", "Ritirato", "Bozza"):
        assert hidden not in articles
    quotations = carla.get(link_of(page, ">OpenAI</a>", f"{COVERAGE}quotations/")).text
    assert "Apriremo il modello" in quotations and "1 citazione" in quotations
    none = carla.get(link_of(page, ">Nessuna fonte</a>", f"{COVERAGE}pieces/")).text
    assert "Primo" in none and "Terzo" in none and "Mediano" not in none
    month = carla.get(link_of(page, "Mese per mese", f"{COVERAGE}pieces/")).text
    assert "Mediano" in month and "Terzo" not in month


def test_coverage_is_narrowed_by_name(carla, paper):
    page = carla.get(f"{COVERAGE}?author=ugo").text
    assert figures(page, "organizations") == {"DeepSeek": ["2", "0"], "OpenAI": ["1", "0"]}
    assert 'aria-label="Togli Ugo"' in page
    both = carla.get(f"{COVERAGE}?author=ugo&organization=openai&source=post").text
    assert figures(both, "organizations") == {"DeepSeek": ["1", "0"], "OpenAI": ["1", "0"]}
    assert "1 pezzo" in both and both.count('aria-label="Togli') == 3
    quoting = carla.get(f"{COVERAGE}?person=sam-altman").text
    assert "1 pezzo" in quoting and figures(quoting, "authors") == {"Ada": ["1"]}


def test_coverage_is_bounded_by_days(carla, paper):
    page = carla.get(f"{COVERAGE}?since=2020-01-01&until=2020-12-31").text
    assert figures(page, "authors") == {"Ada": ["1"]}
    yesterday = timezone.localdate() - dt.timedelta(days=1)  # an hour ago it may have been
    assert "5 pezzi" not in carla.get(f"{COVERAGE}?since=2000-01-01&until=2999-12-31").text
    assert "2 pezzi" in carla.get(f"{COVERAGE}?since={yesterday}").text
    assert "Nessun pezzo" in carla.get(f"{COVERAGE}?since=1990-01-01&until=1990-12-31").text


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("since=2021-01-01&until=2020-01-01", "finisce prima di cominciare"),
        ("since=ieri", "data valida"),
        ("until=0000-00-00", "data valida"),
    ],
)
def test_senseless_days_are_reported(carla, paper, query, message):
    page = carla.get(f"{COVERAGE}?{query}").text
    assert message in page and "3 pezzi" in page


@pytest.mark.parametrize(
    "query",
    ["organization=nessuna", "author=%00", "person=x", "source=x", "csv=x", "csv=scope"],
)
def test_unknown_subject_answers_404(carla, paper, query):
    if query == "author=%00":
        assert carla.get(f"{COVERAGE}?{query}").status_code == 200
    else:
        assert carla.get(f"{COVERAGE}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["since=0001-01-01&until=9999-12-31", "until=0001-01-01"])
def test_days_without_articles_are_no_error(carla, paper, query):
    assert carla.get(f"{COVERAGE}?{query}").status_code == 200


def test_each_table_downloads_as_a_spreadsheet(carla, paper):
    author = make.make_author("=SOMMA(A1)")
    article = make.make_published("Formula", body="<p>Niente.</p>", authors=[author])
    answer = carla.get(f"{COVERAGE}?csv=organizations")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "specchio-organizations-" in answer["Content-Disposition"]
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Nome;Pezzi;Citazioni", "OpenAI;2;1", "DeepSeek;2;0",
    ]  # fmt: skip
    assert "Sam Altman;1" in carla.get(f"{COVERAGE}?csv=persons").text
    assert "'=SOMMA(A1);1" in carla.get(f"{COVERAGE}?csv=authors").text
    month = timezone.localtime(article.published_at)  # an hour ago it may have been another
    assert f"{month:%Y-%m};" in carla.get(f"{COVERAGE}?csv=months").text
    assert "Post;1" in carla.get(f"{COVERAGE}?csv=sources").text


def test_truncated_table_says_so(carla, paper, monkeypatch):
    monkeypatch.setattr("articles.admin.coverage.report.MOST_ROWS", 1)
    monkeypatch.setattr(
        "articles.admin.coverage.report.CoverageReport.__init__.__kwdefaults__", {"most": 1}
    )
    page = carla.get(COVERAGE).text
    assert "gli altri sono nel CSV" in page
    assert len(figures(page, "organizations")) == 1


def test_coverage_is_refused_to_readers(client, paper):
    assert client.get(COVERAGE).status_code == 302
    nobody = make.make_user("nessuno")
    client.force_login(nobody)
    assert client.get(COVERAGE).status_code == 403
