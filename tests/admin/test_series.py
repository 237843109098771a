"""Series at the desk: parts are put in order by number."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from articles import publishing
from articles.models import Article, Series, SeriesPart
from tests import factories as make

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/series/add/"


def change(series: Series) -> str:
    return f"/admin/articles/series/{series.pk}/change/"


def sent(*rows: tuple[Article | SeriesPart, int | str], **fields: Any) -> dict[str, Any]:
    """The data of the form, with rows of a part, or of an article that is new, and its number."""
    parts = [row for row, _number in rows if isinstance(row, SeriesPart)]
    data = {
        "name": "Il caso", "introduction": "", "slug": "",
        "parts-TOTAL_FORMS": len(rows), "parts-INITIAL_FORMS": len(parts),
    }  # fmt: skip
    for at, (row, number) in enumerate(rows):
        article = row.article_id if isinstance(row, SeriesPart) else row.pk
        key = row.pk if isinstance(row, SeriesPart) else ""
        data |= {
            f"parts-{at}-id": key,
            f"parts-{at}-article": article,
            f"parts-{at}-number": number,
        }
    return {**data, **fields}


def order(series: Series) -> str:
    return " ".join(part.article.headline for part in series.parts.in_order())


@pytest.fixture
def series() -> Series:
    return make.make_series("Il caso", *(make.make_article(name) for name in "ABCDE"))


@pytest.fixture
def desk(desk_of, caporedattore):
    return desk_of(caporedattore)


def test_series_is_made_with_its_parts(desk):
    one, two = make.make_article("Uno"), make.make_article("Due")
    answer = desk.post(ADD, sent((one, ""), (two, 1), introduction="Come è andata."))
    assert answer.status_code == 302
    series = Series.objects.get()
    assert (series.slug, series.introduction) == ("il-caso", "Come è andata.")
    assert order(series) == "Due Uno"
    [entry] = LogEntry.objects.all()
    assert "Aggiunt" in entry.get_change_message()


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1 2 3 4 5", "A B C D E"),
        ("1 2 3 4 2", "A E B C D"),
        ("5 2 3 4 5", "B C D E A"),
        ("1 4 3 4 5", "A C D B E"),
        ("1 2 3 2 5", "A D B C E"),
        ("5 4 3 2 1", "E D C B A"),
    ],
)
def test_number_puts_a_part_in_its_place(desk, series: Series, numbers: str, expected: str):
    rows = list(zip(series.parts.in_order(), numbers.split(), strict=True))
    assert desk.post(change(series), sent(*rows)).status_code == 302
    assert order(series) == expected


def test_new_part_goes_where_its_number_says(desk, series: Series):
    rows = [(part, number) for number, part in enumerate(series.parts.in_order(), start=1)]
    desk.post(
        change(series), sent(*rows, (make.make_article("X"), 2), (make.make_article("Y"), ""))
    )
    assert order(series) == "A X B C D E Y"


def test_part_without_a_number_goes_to_the_end(desk, series: Series):
    rows = list(zip(series.parts.in_order(), [1, "", 3, 4, 5], strict=True))
    desk.post(change(series), sent(*rows))
    assert order(series) == "A C D E B"


def test_part_is_taken_out(desk, series: Series):
    rows = [(part, number) for number, part in enumerate(series.parts.in_order(), start=1)]
    desk.post(change(series), sent(*rows, **{"parts-1-DELETE": "on"}))
    assert order(series) == "A C D E"
    assert Article.objects.filter(headline="B").exists()


def test_article_of_another_series_is_refused_in_words(desk, series: Series):
    other = make.make_series("L’altra")
    part = series.parts.in_order().first()
    page = desk.post(change(other), sent((part.article, 1), name="L’altra"))
    assert "«A» è già una parte della serie «Il caso»" in page.text
    assert order(other) == "" and order(series) == "A B C D E"


def test_article_is_not_there_twice(desk, series: Series):
    rows = [(part, number) for number, part in enumerate(series.parts.in_order(), start=1)]
    page = desk.post(change(series), sent(*rows, (rows[0][0].article, 3)))
    assert "«A» c’è due volte: lascialo una volta sola." in page.text
    assert order(series) == "A B C D E"


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "101"])
def test_number_that_is_none_is_told(desk, series: Series, number: str):
    rows = list(zip(series.parts.in_order(), [number, 2, 3, 4, 5], strict=True))
    page = desk.post(change(series), sent(*rows))
    assert page.status_code == 200 and "errorlist" in page.text
    assert order(series) == "A B C D E"


def test_known_address_is_refused_to_another_series(desk, series: Series):
    series.slug = "il-processo"
    publishing.save_series(series=series)
    page = desk.post(ADD, sent(name="Nuova", slug="il-caso"))
    assert "I lettori conoscono questo indirizzo" in page.text


def test_series_needs_a_caporedattore(desk_of, redattore, series: Series):
    client = desk_of(redattore)
    assert client.post(ADD, sent(name="Altra")).status_code == 403
    page = client.get(change(series))
    assert page.status_code == 200 and 'name="name"' not in page.text
    places = [page.text.index(f">{name}<") for name in "ABCDE"]
    assert places == sorted(places)
    assert client.post(change(series), sent()).status_code == 403


def test_deletion_says_what_goes_and_what_stays(desk, series: Series):
    page = desk.get(f"/admin/articles/series/{series.pk}/delete/").text
    assert "I suoi pezzi restano" in page and "Parti di serie: 5" in page
    desk.post(f"/admin/articles/series/{series.pk}/delete/", {"post": "yes"})
    assert not Series.objects.exists() and Article.objects.count() == 5


def test_list_counts_published_parts(desk, at_most):
    make.make_series("Il caso", make.make_published("Uno"), make.make_article("Due"))
    desk.get("/admin/articles/series/")
    with at_most(9):
        page = desk.get("/admin/articles/series/").text
    assert '<td class="field-article_count">1</td>' in page
