"""What raises the edition: the database itself, whichever code wrote, and however.

Triggers and not calls, because pages are kept under the edition: one change that did not raise it,
by a bulk update or from a shell, would leave readers with what is no longer so. What only the desk
sees raises nothing. Where tables are made anew (SQLite does so when a column is added) their
triggers are lost, so that they are put in place after every `migrate`.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from articles.choices import ArticleStatus
from articles.models import (
    Amendment,
    Article,
    ArticleText,
    Author,
    Byline,
    Edition,
    FormerAddress,
    FrontPlace,
    Mention,
    Organization,
    OrganizationName,
    Picture,
    SearchEntry,
    Section,
    Source,
    Tag,
    TaggedArticle,
)

_EVENTS = ("INSERT", "UPDATE", "DELETE")

#: What belongs to a piece, and counts where the piece is or was before readers.
_OF_PIECES: dict[type[Model], str] = {
    Amendment: "article_id",
    ArticleText: "article_id",
    Byline: "article_id",
    Mention: "article_id",
    SearchEntry: "article_id",
    Source: "article_id",
    TaggedArticle: "content_object_id",
}
#: What readers see through pieces alone: a new one, which no piece has, changes nothing.
_THROUGH_PIECES = (Author, Organization, Picture, Section, Tag)
_BY_THEMSELVES = (FormerAddress, FrontPlace, OrganizationName)

_SEEN = f"IN ('{ArticleStatus.PUBLISHED}', '{ArticleStatus.WITHDRAWN}')"
_EDITION = Edition._meta.db_table
_ARTICLE = Article._meta.db_table
_NAME = "edition"  # with which the names of all triggers begin

_RAISE = (
    f"INSERT INTO {_EDITION} (id, number, mark, changed_at) "  # noqa: S608
    "VALUES (1, 1, {mark}, {now}) "
    f"ON CONFLICT (id) DO UPDATE SET number = {_EDITION}.number + 1, "
    "mark = excluded.mark, changed_at = excluded.changed_at"
)


def put_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put in place the triggers that are not there as they are to be. Nothing else is touched:
    readers are not kept waiting by an upgrade that changes nothing here."""
    there = _triggers_of(connection)
    statements = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for statement in statements(there):
            cursor.execute(statement)


def missing_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that are not in place; empty where all is well."""
    return {_name(table, event) for table, event, _when in _watched()} - set(
        _triggers_of(connection)
    )


def _triggers_of(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers that are there, by name, with their text."""
    ask = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(ask)
        return dict(cursor.fetchall())


def _watched() -> Iterator[tuple[str, str, str]]:
    """Each table and event that may raise the edition, with the condition under which it does;
    empty where it always does."""
    both = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    for event in _EVENTS:
        yield _ARTICLE, event, " OR ".join(f"{row}.status {_SEEN}" for row in both[event])
        for model, column in _OF_PIECES.items():
            keys = ", ".join(f"{row}.{column}" for row in both[event])
            asked = f"SELECT 1 FROM {_ARTICLE} WHERE id IN ({keys}) AND status {_SEEN}"  # noqa: S608
            yield model._meta.db_table, event, f"EXISTS ({asked})"
        for model in _BY_THEMSELVES:
            yield model._meta.db_table, event, ""
        if event != "INSERT":
            for model in _THROUGH_PIECES:
                yield model._meta.db_table, event, ""


def _name(table: str, event: str) -> str:
    return f"{_NAME}_{table}_{event.lower()}"


def _for_sqlite(there: dict[str, str]) -> Iterator[str]:
    """At once, row by row: whoever writes holds the whole database anyhow."""
    raising = _RAISE.format(
        mark="lower(hex(randomblob(8)))", now="strftime('%Y-%m-%d %H:%M:%f', 'now')"
    )
    for table, event, condition in _watched():
        name = _name(table, event)
        when = f"WHEN {condition} " if condition else ""
        wanted = f"CREATE TRIGGER {name} AFTER {event} ON {table} {when}BEGIN {raising}; END"
        if there.get(name) != wanted:
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield wanted


def _for_postgresql(there: dict[str, str]) -> Iterator[str]:
    """When the transaction ends, and once in it: the edition is held for the moment of the commit
    alone, so that two who change many pieces wait for each other there and nowhere else."""
    raising = _RAISE.format(
        mark="substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)", now="clock_timestamp()"
    )
    transaction = "pg_current_xact_id()::text"
    yield (
        "CREATE OR REPLACE FUNCTION edition_raise() RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
        f"IF current_setting('paper.edition', true) IS DISTINCT FROM {transaction} THEN "
        f"{raising}; PERFORM set_config('paper.edition', {transaction}, true); END IF; END $$"
    )
    for table, event, condition in _watched():
        name = _name(table, event)
        body = "PERFORM edition_raise();"
        if condition:
            body = f"IF {condition} THEN {body} END IF;"
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {body} RETURN NULL; END $$"
        )
        if name not in there:
            yield (
                f"CREATE CONSTRAINT TRIGGER {name} AFTER {event} ON {table} "
                f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
