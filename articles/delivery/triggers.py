"""What raises the edition, and the looks of articles: the database itself, whichever code wrote,
and however.

Triggers and not calls, because pages are kept under the edition, and made of what was worked out
for a look: one change that raised neither, by a bulk update or from a shell, would leave readers
with what is no longer so. What only the desk sees raises no edition.

While tables are altered the triggers are down: on SQLite a table that gets a column is made anew,
and PostgreSQL alters no table whose triggers have still something to do. `migrate` takes them down
before and puts them up after (see `signals`), and so it mends what another `migrate`, killed half
way, left down. Nothing notes meanwhile what is written: until they are up again no page is kept
(see `edition`), and then all that may have been missed is counted and made anew.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.delivery.counters import count_anew, counting_rules, forget_the_gone
from articles.delivery.edition import UNWATCHED
from articles.delivery.trigger_rules import content_version_rules, dossier_rules, edition_rules
from articles.delivery.trigger_statements import PREFIXES, engine_of
from articles.models import (
    Article,
    AuthorCounter,
    ContentVersion,
    DossierContentVersion,
    Edition,
    MonthCounter,
    Organization,
)
from articles.search import INDEX_TRIGGERS, mend_indexes

_CONTENT_VERSION = ContentVersion._meta.db_table
_DOSSIER = DossierContentVersion._meta.db_table
_CONTENT_VERSION_TABLES = (
    (_CONTENT_VERSION, "article_id", Article._meta.db_table),
    (_DOSSIER, "organization_id", Organization._meta.db_table),
)


def take_down_triggers(connection: BaseDatabaseWrapper) -> None:
    """Let nothing be noted from here on, and no page be kept, until `put_triggers`."""
    engine = engine_of(connection)
    with _at_once(connection), connection.cursor() as cursor:
        for statement in list(engine.take_down(connection)):
            cursor.execute(statement)
        # After them, which would give the edition another mark at the next change.
        if Edition._meta.db_table in connection.introspection.table_names(cursor):
            cursor.execute(engine.raising(UNWATCHED))


def put_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put in place the triggers that are not there as they are to be, and make up for what these
    have missed. Where all are in place nothing is touched: readers are not kept waiting by an
    upgrade that changes nothing here."""
    engine = engine_of(connection)
    amiss = broken_triggers(connection)
    with _at_once(connection), connection.cursor() as cursor:
        for statement in list(engine.put(engine.there(connection))):
            cursor.execute(statement)
        if any(name.startswith(PREFIXES) for name in amiss):
            # In this order: what is written now is noted again, and all that was is counted.
            for look, _key, _table in _CONTENT_VERSION_TABLES:
                cursor.execute(f"UPDATE {look} SET number = number + 1")  # noqa: S608
            count_anew(connection)
            cursor.execute(engine.raising())
        if amiss & INDEX_TRIGGERS.keys():
            mend_indexes(connection)
        forget_the_gone(connection)
        add_missing_content_versions(connection)


def _at_once(connection: BaseDatabaseWrapper) -> AbstractContextManager:
    """On SQLite, all in one transaction. On PostgreSQL one by one: who holds two tables and who
    writes to both may wait for each other."""
    if connection.vendor == "sqlite":
        return transaction.atomic(using=connection.alias)
    return nullcontext()


def raise_edition(connection: BaseDatabaseWrapper) -> None:
    """Let readers have another edition, though nothing was written that they see."""
    with connection.cursor() as cursor:
        cursor.execute(engine_of(connection).raising())


def add_missing_content_versions(connection: BaseDatabaseWrapper) -> int:
    """Give a look to the articles that have none, and to the organisations: how many."""
    count = 0
    with connection.cursor() as cursor:
        for look, key, table in _CONTENT_VERSION_TABLES:
            # Not with NOT IN: PostgreSQL would go through all the looks for each of a million.
            cursor.execute(
                f"INSERT INTO {look} ({key}, number) SELECT id, 1 FROM {table} "  # noqa: S608
                f"WHERE NOT EXISTS (SELECT 1 FROM {look} WHERE {key} = {table}.id)"
            )
            count += cursor.rowcount
    return count


def has_its_tables(connection: BaseDatabaseWrapper) -> bool:
    """Whether all that is watched is there: not where the paper goes back to before it was."""
    there = set(connection.introspection.table_names())
    rules = (*edition_rules(), *content_version_rules(), *dossier_rules(), *counting_rules())
    written = (Edition, ContentVersion, DossierContentVersion, AuthorCounter, MonthCounter)
    asked = {rule.model for rule in rules} | {*written}
    return {model._meta.db_table for model in asked} <= there


def broken_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the triggers that are missing, out of work, not as they are to be, or of another
    version; empty where all is well."""
    engine = engine_of(connection)
    wanted, there = engine.wanted(), engine.there(connection)
    amiss = {name for name, text in wanted.items() if there.get(name) != text}
    return amiss | {name for name in there if name.startswith(PREFIXES) and name not in wanted}
