import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import publishing
from articles.db.choices import Verb
from articles.models import EditorialAct, FrontPlace
from articles.site.front_head import front_page_head
from tests import factories as make

pytestmark = pytest.mark.django_db


def later(hours: int = 24) -> dt.datetime:
    return timezone.now().replace(microsecond=0) + dt.timedelta(hours=hours)


def test_empty_places_fill_with_the_newest():
    articles = [make.make_published(f"Pezzo {n}", hours_ago=n + 1) for n in range(8)]
    keys = [article.pk for article in articles]
    assert front_page_head(2) == (keys[:4], keys[4:6])
    publishing.arrange_front(places=[articles[6], None, articles[1]], until=later(), by=None)
    assert front_page_head(2) == ([keys[6], keys[0], keys[1], keys[2]], [keys[3], keys[4]])


def test_place_is_freed_by_time_or_by_a_withdrawn_article(monkeypatch):
    newest, old = make.make_published("Nuovo"), make.make_published("Vecchio", hours_ago=9)
    until = later(6)
    publishing.arrange_front(places=[old], until=until, by=None)
    assert front_page_head()[0] == [old.pk, newest.pk]
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: until)
        assert front_page_head()[0] == [newest.pk, old.pk]
    publishing.withdraw(article=old, by=None)
    assert front_page_head()[0] == [newest.pk]


def test_a_scheduled_article_takes_its_place_when_it_comes_out(monkeypatch):
    newest = make.make_published("Nuovo")
    article = make.make_scheduled("Domani")
    publishing.arrange_front(places=[article], until=later(48), by=None)
    assert front_page_head()[0] == [newest.pk]
    monkeypatch.setattr(timezone, "now", lambda: article.published_at)
    assert front_page_head()[0] == [article.pk, newest.pk]


def test_articles_change_places_and_keep_their_time():
    one, two = make.make_published("Uno"), make.make_published("Due")
    until = later(6)
    publishing.arrange_front(places=[one, two], until=until, by=None)
    publishing.arrange_front(places=[two, one], until=None, by=None)
    rows = FrontPlace.objects.values_list("article", "until")
    assert list(rows) == [(two.pk, until), (one.pk, until)]
    act = EditorialAct.objects.first()
    assert act.verb == Verb.ARRANGED and "1. Due" in act.note


@pytest.mark.parametrize("case", ["twice", "not_published", "past", "no_time"])
def test_senseless_arrangement_is_refused_whole(case: str):
    one, two = make.make_published("Uno"), make.make_published("Due")
    publishing.arrange_front(places=[two], until=later(), by=None)
    before = publishing.front_arrangement()
    arrangement = {
        "twice": {"places": [one, one], "until": later()},
        "not_published": {"places": [make.make_article("Bozza")], "until": later()},
        "past": {"places": [one], "until": later(-1)},
        "no_time": {"places": [one], "until": None},
    }[case]
    with pytest.raises(ValidationError) as refused:
        publishing.arrange_front(by=None, **arrangement)
    assert refused.value.code == case
    assert publishing.front_arrangement() == before


def test_arranging_an_outdated_front_page_is_refused():
    one, two = make.make_published("Uno"), make.make_published("Due")
    seen = publishing.front_arrangement()
    publishing.arrange_front(places=[one], until=later(), by=None, seen=seen)
    with pytest.raises(publishing.FrontConflict):
        publishing.arrange_front(places=[two], until=later(), by=None, seen=seen)
    assert FrontPlace.objects.get().article == one


def test_arranging_needs_the_right_to_publish(redattore, caporedattore):
    article = make.make_published()
    with pytest.raises(PermissionDenied):
        publishing.arrange_front(places=[article], until=later(), by=redattore)
    publishing.arrange_front(places=[article], until=later(), by=caporedattore)
