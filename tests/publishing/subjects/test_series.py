"""Series: an order of articles, each of which is in one series at most."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import publishing
from articles.models import (
    MOST_PARTS,
    Article,
    FormerAddress,
    Series,
    SeriesPart,
    SeriesPlace,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


def order(series: Series) -> list[str]:
    return [part.article.headline for part in series.parts.in_order()]


def test_series_keeps_the_order_of_its_parts():
    one, two, three = (make.make_article(name) for name in ("Uno", "Due", "Tre"))
    series = make.make_series("Una serie", two, one)
    assert series.slug == "una-serie" and order(series) == ["Due", "Uno"]
    publishing.save_series(series=series, parts=[one, three, two])
    assert order(series) == ["Uno", "Tre", "Due"]
    publishing.save_series(series=series, parts=[three])
    assert order(series) == ["Tre"]
    publishing.save_series(series=series)
    assert order(series) == ["Tre"]


def test_parts_that_stay_are_not_written_again():
    one, two = make.make_article("Uno"), make.make_article("Due")
    series = make.make_series("Una serie", one, two)
    rows = set(SeriesPart.objects.values_list("pk", flat=True))
    publishing.save_series(series=series, parts=[two, one])
    assert set(SeriesPart.objects.values_list("pk", flat=True)) == rows


def test_article_is_in_one_series_at_most():
    article = make.make_article("Uno")
    make.make_series("La prima", article)
    words = "«Uno» è già una parte della serie «La prima»"
    with pytest.raises(ValidationError, match=words):
        make.make_series("La seconda", article)
    assert not Series.objects.filter(name="La seconda").exists()
    other = make.make_series("La seconda")
    with pytest.raises(IntegrityError), transaction.atomic():
        SeriesPart.objects.create(series=other, article=article)


def test_article_that_is_there_twice_is_refused():
    article = make.make_article("Uno")
    with pytest.raises(ValidationError, match="«Uno» c’è due volte"):
        make.make_series("Una serie", article, article)


def test_endless_series_is_refused():
    articles = Article.objects.bulk_create(
        Article(headline=f"Pezzo {n}", slug=f"pezzo-{n}") for n in range(MOST_PARTS + 1)
    )
    with pytest.raises(ValidationError, match="Una serie ha 100 parti al massimo, e queste sono"):
        make.make_series("Una serie", *articles)
    assert len(order(make.make_series("Una serie", *articles[:MOST_PARTS]))) == MOST_PARTS


def test_renamed_series_leaves_its_address_behind():
    series = make.make_series("Una serie")
    series.slug = "un-altro-nome"
    series.name = "Un altro nome"
    publishing.save_series(series=series)
    assert FormerAddress.objects.target_of("/serie/una-serie/") == "/serie/un-altro-nome/"
    with pytest.raises(ValidationError, match="I lettori conoscono questo indirizzo"):
        publishing.save_series(series=Series(name="Nuova", slug="una-serie"))
    assert make.make_series("Una serie…").slug == "una-serie-2"


def test_two_series_do_not_share_a_name():
    make.make_series("Una serie")
    with pytest.raises(ValidationError):
        make.make_series("Una  serie")


def test_deleted_series_leaves_its_articles():
    article = make.make_published("Uno")
    make.make_series("Una serie", article).delete()
    assert Article.objects.filter(pk=article.pk).exists() and not SeriesPart.objects.exists()


def test_deleted_article_leaves_its_series():
    article, other = make.make_article("Uno"), make.make_article("Due")
    series = make.make_series("Una serie", article, other)
    publishing.delete_article(article=article, by=None)
    assert order(series) == ["Due"]


ROWS = [
    (key, f"pezzo-{key}", f"Pezzo {key}", "news", "", "Una serie", "una-serie") for key in "abc"
]


@pytest.mark.parametrize(
    ("key", "expected"),
    [("a", (1, None, "b")), ("b", (2, "a", "c")), ("c", (3, "b", None))],
)
def test_place_has_the_parts_beside_it(key: str, expected: tuple):
    place = SeriesPlace.among(ROWS, key)
    beside = [each and each.article for each in (place.before, place.after)]
    assert (place.number, *beside) == expected
    assert (place.count, place.name, place.path) == (3, "Una serie", "/serie/una-serie/")


def test_article_that_is_no_part_has_no_place():
    assert SeriesPlace.among(ROWS, "d") is None and SeriesPlace.among([], "a") is None
