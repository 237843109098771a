"""The triggers are down while tables are altered, and what they have missed is made up for."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles.delivery.edition import UNWATCHED, WATCH
from articles.delivery.triggers import broken_triggers, put_triggers, take_down_triggers
from articles.models import (
    Article,
    Author,
    AuthorCounter,
    Byline,
    ContentVersion,
    DossierContentVersion,
    Edition,
    MonthCounter,
    Organization,
    SearchEntry,
)
from articles.search import broken_indexes
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
IS_SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def article() -> Article:
    make.make_organization("OpenAI")
    return make.make_published("Il pezzo", body="<p>OpenAI.</p>")


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def numbers() -> list[int]:
    return [
        Edition.objects.get().number,
        *ContentVersion.objects.order_by("pk").values_list("number", flat=True),
        *DossierContentVersion.objects.order_by("pk").values_list("number", flat=True),
    ]


def test_changes_without_triggers_are_caught_up(article: Article):
    before = numbers()
    take_down_triggers(connection)
    assert broken_triggers(connection)
    down = numbers()
    Article.objects.filter(pk=article.pk).update(headline="Cambiato")
    Byline.objects.create(article=article, author=make.make_author("Altra"), position=1)
    hidden = Organization.objects.create(name="Senza sguardo", slug="senza")
    assert numbers() == down
    put_triggers(connection)
    assert broken_triggers(connection) == set()
    assert all(b > a for a, b in zip(before, numbers(), strict=False))
    assert DossierContentVersion.objects.filter(organization=hidden).exists()
    counted = dict(AuthorCounter.objects.values_list("author__name", "change"))
    assert counted == {"Di Fantasy": 1, "Altra": 1}
    assert sum(MonthCounter.objects.values_list("change", flat=True)) == 1
    now = WATCH.current()
    assert now == WATCH.current() and now.mark != UNWATCHED
    Author.objects.filter(name="Altra").update(name="Un’altra")
    assert WATCH.current() != now


def test_no_page_is_cached_without_triggers(article: Article):
    take_down_triggers(connection)
    try:
        assert WATCH.current() != WATCH.current()
        client = Client()
        assert client.get("/articoli/il-pezzo/").status_code == 200
        Article.objects.update(status="withdrawn")
        assert client.get("/articoli/il-pezzo/").status_code == 410
        assert b"il-pezzo" not in client.get("/articoli/").content
        assert client.get("/salute/").status_code == 503
    finally:
        put_triggers(connection)


def test_idle_migrate_touches_no_trigger(article: Article):
    before = numbers()
    call_command("migrate", verbosity=0)
    call_command("migrate", plan=True, verbosity=0)
    assert numbers() == before


def test_migrate_repairs_a_killed_migrate(article: Article):
    take_down_triggers(connection)
    Article.objects.update(headline="Cambiato")
    before = numbers()
    call_command("migrate", verbosity=0)
    assert broken_triggers(connection) == set()
    assert all(b > a for a, b in zip(before, numbers(), strict=True))


NAME = "edition_articles_mention_update"
BROKEN = {
    "dropped": (
        [f"DROP TRIGGER {NAME}"] if IS_SQLITE else [f"DROP TRIGGER {NAME} ON articles_mention"]
    ),
    "altered": (
        [
            f"DROP TRIGGER {NAME}",
            f"CREATE TRIGGER {NAME} AFTER UPDATE ON articles_mention BEGIN SELECT 1; END",
        ]
        if IS_SQLITE
        else [
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$"
        ]
    ),
    "out of work": (
        [
            f"DROP TRIGGER {NAME}",
            f"CREATE TRIGGER {NAME} AFTER UPDATE ON articles_mention WHEN 0 BEGIN SELECT 1; END",
        ]
        if IS_SQLITE
        else [f"ALTER TABLE articles_mention DISABLE TRIGGER {NAME}"]
    ),
    "at another time": (
        [
            f"DROP TRIGGER {NAME}",
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON articles_mention BEGIN SELECT 1; END",
        ]
        if IS_SQLITE
        else [
            f"DROP TRIGGER {NAME} ON articles_mention",
            f"CREATE TRIGGER {NAME} AFTER INSERT ON articles_mention FOR EACH ROW "
            f"EXECUTE FUNCTION {NAME}()",
        ]
    ),
}


@pytest.mark.parametrize("statements", BROKEN.values(), ids=BROKEN)
def test_altered_trigger_is_reported_and_repaired(article: Article, statements: list[str]):
    assert broken_triggers(connection) == set()
    run(*statements)
    assert broken_triggers(connection) == {NAME}
    before = numbers()
    put_triggers(connection)
    assert broken_triggers(connection) == set()
    assert all(b > a for a, b in zip(before, numbers(), strict=True))
    edition = Edition.objects.get().number
    article.mentions.update(count=7)
    assert Edition.objects.get().number > edition


def test_obsolete_trigger_is_removed(article: Article):
    if IS_SQLITE:
        run("CREATE TRIGGER look_gone AFTER UPDATE ON articles_tag BEGIN SELECT 1; END")
    else:
        run(
            "CREATE FUNCTION look_gone() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$",
            "CREATE TRIGGER look_gone AFTER UPDATE ON articles_tag FOR EACH ROW "
            "EXECUTE FUNCTION look_gone()",
        )
    assert broken_triggers(connection) == {"look_gone"}
    put_triggers(connection)
    assert broken_triggers(connection) == set()


@pytest.mark.skipif(not IS_SQLITE, reason="PostgreSQL keeps its indexes by itself")
def test_outdated_search_index_is_rebuilt(article: Article):
    run("DROP TRIGGER articles_search_update")
    SearchEntry.objects.filter(article=article).update(terms="altro")
    assert broken_triggers(connection) == {"articles_search_update"}
    assert broken_indexes(connection) == ["articles_search"]
    put_triggers(connection)
    assert broken_indexes(connection) == [] and broken_triggers(connection) == set()
