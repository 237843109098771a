"""The edition rises with the series and the related articles that readers see, and with no others;
stored fragments know nothing of either."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.models import Article, ContentVersion, RelatedArticle, Series, SeriesPart
from tests import factories as make
from tests.delivery.test_edition import raises
from tests.reader import end_of_transaction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper() -> None:
    """A series, an article in it that leads to another, and drafts that are and do the same."""
    one, two, three = (make.make_published(name) for name in ("Uno", "Due", "Tre"))
    draft, another = make.make_article("Bozza"), make.make_article("Altra")
    make.make_series("Una serie", one, two, draft)
    make.relate(one, two)
    make.relate(draft, three)
    assert another.pk


def article(slug: str) -> Article:
    return Article.objects.get(slug=slug)


def part(slug: str):
    return SeriesPart.objects.filter(article__slug=slug)


def tie(slug: str):
    return RelatedArticle.objects.filter(article__slug=slug)


SEEN = {
    "one more related piece": lambda: RelatedArticle.objects.create(
        article=article("tre"), related=article("uno")
    ),
    "a related piece that is hidden": lambda: RelatedArticle.objects.create(
        article=article("tre"), related=article("bozza")
    ),
    "related pieces in another order": lambda: tie("uno").update(position=7),
    "a related piece taken away": lambda: tie("uno").delete(),
    "one more part": lambda: SeriesPart.objects.create(
        series=Series.objects.get(), article=article("tre")
    ),
    "parts in another order": lambda: part("uno").update(position=7),
    "a part taken out": lambda: part("uno").delete(),
    "the name of a series": lambda: Series.objects.update(name="Altro"),
    "a series that is deleted": lambda: Series.objects.all().delete(),
}
UNSEEN = {
    "what a draft leads to": lambda: RelatedArticle.objects.create(
        article=article("bozza"), related=article("uno")
    ),
    "what a draft led to": lambda: tie("bozza").delete(),
    "a draft that becomes a part": lambda: SeriesPart.objects.create(
        series=Series.objects.get(), article=article("altra")
    ),
    "a draft that moves": lambda: part("bozza").update(position=7),
    "a new series": lambda: Series.objects.create(name="Un’altra", slug="un-altra"),
}


@pytest.mark.parametrize("act", SEEN.values(), ids=SEEN)
def test_series_and_related_articles_raise_the_edition(act: Callable[[], object]):
    assert raises(act)


@pytest.mark.parametrize("act", UNSEEN.values(), ids=UNSEEN)
def test_those_of_drafts_keep_the_edition(act: Callable[[], object]):
    assert not raises(act)


@pytest.mark.parametrize("act", SEEN.values(), ids=SEEN)
def test_no_content_version_depends_on_them(act: Callable[[], object]):
    end_of_transaction()
    before = list(ContentVersion.objects.order_by("pk").values_list("pk", "number"))
    act()
    end_of_transaction()
    assert list(ContentVersion.objects.order_by("pk").values_list("pk", "number")) == before
