"""What raises the edition, and the looks of pieces: the database itself, whichever code wrote, and
however.

Triggers and not calls, because pages are kept under the edition, and made of what was worked out
for a look: one change that raised neither, by a bulk update or from a shell, would leave readers
with what is no longer so. What only the desk sees raises no edition. Where tables are made anew
(SQLite does so when a column is added) their triggers are lost, so that they are put in place after
every `migrate`.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models import (
    Article,
    AuthorTally,
    DossierLook,
    Edition,
    Look,
    MonthTally,
    Organization,
)
from articles.publishing.tallies import count_anew, forget_the_gone, tallied
from articles.publishing.watched import dossiers, looked, watched

_EDITION = Edition._meta.db_table
_ARTICLE = Article._meta.db_table
_LOOK = Look._meta.db_table
_DOSSIER = DossierLook._meta.db_table
_ORGANIZATION = Organization._meta.db_table

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
        counting = {_name(what, table, event) for what, table, event, *_rest in tallied()}
        if not counting <= there.keys():
            count_anew(connection)
        forget_the_gone(connection)
        # The pieces that were there before, and the organisations. Not with NOT IN: PostgreSQL
        # would go through all the looks for each of a million pieces.
        for look, key, table in (
            (_LOOK, "article_id", _ARTICLE),
            (_DOSSIER, "organization_id", _ORGANIZATION),
        ):
            cursor.execute(
                f"INSERT INTO {look} ({key}, number) SELECT id, 1 FROM {table} "  # noqa: S608
                f"WHERE NOT EXISTS (SELECT 1 FROM {look} WHERE {key} = {table}.id)"
            )


def has_its_tables(connection: BaseDatabaseWrapper) -> bool:
    """Whether all that is watched is there: not where the paper goes back to before it was."""
    there = set(connection.introspection.table_names())
    asked = {table for table, *_rest in (*watched(), *looked(), *dossiers())}
    asked |= {table for _what, table, *_rest in tallied()}
    written = (Edition, Look, DossierLook, AuthorTally, MonthTally)
    return asked | {model._meta.db_table for model in written} <= there


def missing_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that are not in place; empty where all is well."""
    wanted = {_name("edition", table, event) for table, event, _condition in watched()}
    wanted |= {_name("look", table, event) for table, event, _statement in looked()}
    wanted |= {_name("look_dossier", table, event) for table, event, *_rest in dossiers()}
    wanted |= {_name(what, table, event) for what, table, event, *_rest in tallied()}
    return wanted - set(_triggers_of(connection))


def _triggers_of(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers that are there, by name, with their text."""
    ask = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(ask)
        return dict(cursor.fetchall())


def _name(what: str, table: str, event: str) -> str:
    return f"{what}_{table}_{event.lower()}"


def _for_sqlite(there: dict[str, str]) -> Iterator[str]:
    """At once, row by row: whoever writes holds the whole database anyhow."""
    raising = _RAISE.format(
        mark="lower(hex(randomblob(8)))", now="strftime('%Y-%m-%d %H:%M:%f', 'now')"
    )
    wanted = [("edition", *each, raising) for each in watched()]
    wanted += [("look", table, event, "", statement) for table, event, statement in looked()]
    wanted += [("look_dossier", *counted) for counted in dossiers()]
    wanted += tallied()
    for what, table, event, condition, statement in wanted:
        name = _name(what, table, event)
        when = f"WHEN {condition} " if condition else ""
        text = f"CREATE TRIGGER {name} AFTER {event} ON {table} {when}BEGIN {statement}; END"
        if there.get(name) != text:
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield text


def _for_postgresql(there: dict[str, str]) -> Iterator[str]:
    """Looks at once. The edition when the transaction ends, and once in it: it is held for the
    moment of the commit alone, so that two who change many pieces wait for each other there and
    nowhere else."""
    raising = _RAISE.format(
        mark="substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)", now="clock_timestamp()"
    )
    transaction = "pg_current_xact_id()::text"
    yield (
        "CREATE OR REPLACE FUNCTION edition_raise() RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
        f"IF current_setting('paper.edition', true) IS DISTINCT FROM {transaction} THEN "
        f"{raising}; PERFORM set_config('paper.edition', {transaction}, true); END IF; END $$"
    )
    deferred = "DEFERRABLE INITIALLY DEFERRED "
    for table, event, condition in watched():
        body = "PERFORM edition_raise();"
        if condition:
            body = f"IF {condition} THEN {body} END IF;"
        yield from _function(_name("edition", table, event), table, event, body, there, deferred)
    for table, event, statement in looked():
        yield from _function(_name("look", table, event), table, event, f"{statement};", there)
    for what, table, event, condition, statement in tallied():
        body = f"IF {condition} THEN {statement}; END IF;" if condition else f"{statement};"
        yield from _function(_name(what, table, event), table, event, body, there)
    # Dossiers when the transaction ends: many pieces name the same, and who changes two of them
    # waits for the edition first, whose triggers come before by their names, and not in a circle.
    for table, event, condition, statement in dossiers():
        body = f"IF {condition} THEN {statement}; END IF;" if condition else f"{statement};"
        name = _name("look_dossier", table, event)
        at = "" if (table, event) == (_ORGANIZATION, "INSERT") else deferred
        yield from _function(name, table, event, body, there, at)


def _function(
    name: str, table: str, event: str, body: str, there: dict[str, str], when: str = ""
) -> Iterator[str]:
    """A trigger of PostgreSQL and its function, which alone may change."""
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {body} RETURN NULL; END $$"
    )
    if name not in there:
        kind = "CONSTRAINT TRIGGER" if when else "TRIGGER"
        yield (
            f"CREATE {kind} {name} AFTER {event} ON {table} "
            f"{when}FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
