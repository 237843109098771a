"""Queries that are composed once."""

import datetime as dt

import pytest
from django.db.models import F, IntegerField, SlugField
from django.utils import timezone

from articles.models import Article
from articles.querysets import NOW, PreparedQuery, Slot
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_query_is_composed_once_and_run_each_time():
    composed = []

    def compose():
        composed.append(1)
        articles = Article.objects.published(now=NOW).filter(slug=Slot("slug", SlugField()))
        return articles.values_list("headline", "published_at")

    query = PreparedQuery(compose)
    one, other = make.make_published("Uno"), make.make_published("Due")
    now = timezone.now()
    assert query(slug="uno", now=now) == [("Uno", one.published_at)]
    assert query(slug="due", now=now) == [("Due", other.published_at)]
    assert query(slug="tre", now=now) == [] and len(composed) == 1


def test_now_is_the_time_of_the_run():
    embargo = make.make_scheduled("Domani")
    query = PreparedQuery(lambda: Article.objects.published(now=NOW).values_list("headline"))
    assert query(now=embargo.published_at - dt.timedelta(seconds=1)) == []
    assert query(now=embargo.published_at) == [("Domani",)]


def test_values_never_become_sql():
    make.make_published("Uno")
    slugs = Article.objects.filter(slug=Slot("slug", SlugField())).values_list("slug")
    for hostile in ("' OR '1'='1", "uno'; --", "%s", "uno\\"):
        assert PreparedQuery(lambda: slugs)(slug=hostile) == []


def test_percent_sign_in_the_query_stays():
    make.make_published("Vale cento", slug="cento")
    inside = Article.objects.filter(
        headline__icontains=F("slug"), pk__gt=Slot("key", IntegerField())
    )
    assert PreparedQuery(lambda: inside.values_list("slug"))(key=0) == [("cento",)]


def test_slot_accepts_none():
    keys = Article.objects.filter(pk=Slot("key", IntegerField())).values_list("pk")
    assert PreparedQuery(lambda: keys)(key=None) == []


def test_missing_value_raises():
    keys = Article.objects.filter(pk=Slot("key", IntegerField())).values_list("pk")
    with pytest.raises(KeyError):
        PreparedQuery(lambda: keys)()
