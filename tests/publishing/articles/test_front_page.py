import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import publishing
from articles.db.choices import Verb
from articles.models import EditorialAct, FrontPlace
from articles.site.article_page import head_of_front
from tests import factories as make

pytestmark = pytest.mark.django_db


def later(hours: int = 24) -> dt.datetime:
    return timezone.now().replace(microsecond=0) + dt.timedelta(hours=hours)


def test_empty_places_fill_with_the_newest():
    pieces = [make.make_published(f"Pezzo {n}", hours_ago=n + 1) for n in range(8)]
    keys = [piece.pk for piece in pieces]
    assert head_of_front(2) == (keys[:4], keys[4:6])
    publishing.arrange_front(places=[pieces[6], None, pieces[1]], until=later(), by=None)
    assert head_of_front(2) == ([keys[6], keys[0], keys[1], keys[2]], [keys[3], keys[4]])


def test_a_place_is_free_again_when_its_time_is_over_or_its_piece_is_gone(monkeypatch):
    newest, old = make.make_published("Nuovo"), make.make_published("Vecchio", hours_ago=9)
    until = later(6)
    publishing.arrange_front(places=[old], until=until, by=None)
    assert head_of_front()[0] == [old.pk, newest.pk]
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: until)
        assert head_of_front()[0] == [newest.pk, old.pk]
    publishing.withdraw(article=old, by=None)
    assert head_of_front()[0] == [newest.pk]


def test_a_scheduled_piece_takes_its_place_when_it_comes_out(monkeypatch):
    newest = make.make_published("Nuovo")
    piece = make.make_scheduled("Domani")
    publishing.arrange_front(places=[piece], until=later(48), by=None)
    assert head_of_front()[0] == [newest.pk]
    monkeypatch.setattr(timezone, "now", lambda: piece.published_at)
    assert head_of_front()[0] == [piece.pk, newest.pk]


def test_pieces_change_places_and_keep_their_time():
    one, two = make.make_published("Uno"), make.make_published("Due")
    until = later(6)
    publishing.arrange_front(places=[one, two], until=until, by=None)
    publishing.arrange_front(places=[two, one], until=None, by=None)
    rows = FrontPlace.objects.values_list("article", "until")
    assert list(rows) == [(two.pk, until), (one.pk, until)]
    act = EditorialAct.objects.first()
    assert act.verb == Verb.ARRANGED and "1. Due" in act.note


@pytest.mark.parametrize("case", ["twice", "not_published", "past", "no_time"])
def test_what_makes_no_sense_is_refused_whole(case: str):
    one, two = make.make_published("Uno"), make.make_published("Due")
    publishing.arrange_front(places=[two], until=later(), by=None)
    before = publishing.front_as_it_is()
    asked = {
        "twice": {"places": [one, one], "until": later()},
        "not_published": {"places": [make.make_article("Bozza")], "until": later()},
        "past": {"places": [one], "until": later(-1)},
        "no_time": {"places": [one], "until": None},
    }[case]
    with pytest.raises(ValidationError) as refused:
        publishing.arrange_front(by=None, **asked)
    assert refused.value.code == case
    assert publishing.front_as_it_is() == before


def test_who_saw_another_front_page_is_told():
    one, two = make.make_published("Uno"), make.make_published("Due")
    seen = publishing.front_as_it_is()
    publishing.arrange_front(places=[one], until=later(), by=None, seen=seen)
    with pytest.raises(publishing.FrontConflict):
        publishing.arrange_front(places=[two], until=later(), by=None, seen=seen)
    assert FrontPlace.objects.get().article == one


def test_who_may_publish_arranges(redattore, caporedattore):
    piece = make.make_published()
    with pytest.raises(PermissionDenied):
        publishing.arrange_front(places=[piece], until=later(), by=redattore)
    publishing.arrange_front(places=[piece], until=later(), by=caporedattore)
