"""The triggers that change the edition and the content versions: the database runs them, whichever
code writes, and in whatever way.

Triggers are used, and not calls in Python, because pages are cached by edition and composed of
fragments that were rendered for a content version. One change that raised neither, by a bulk update
or from a shell, would leave readers with an outdated page. A change that only the newsroom sees
does not change the edition.

While tables are altered the triggers are down: SQLite rebuilds a table to add a column, and
PostgreSQL alters no table whose deferred triggers have yet to run. `migrate` takes them down before
and puts them up after (see `signals`), which also repairs the state that a `migrate` killed halfway
left behind. Changes are not recorded meanwhile: until the triggers are up again no page is cached
(see `edition`), and then all that may have been missed is counted and rendered anew.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.delivery.counters import counting_rules, delete_orphaned_counters, recount
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
    """Stop recording changes, and caching pages, until `put_triggers`."""
    engine = engine_of(connection)
    with _at_once(connection), connection.cursor() as cursor:
        for statement in list(engine.take_down(connection)):
            cursor.execute(statement)
        # This comes last: an active trigger would give the edition another mark at the next change.
        if Edition._meta.db_table in connection.introspection.table_names(cursor):
            cursor.execute(engine.raising(UNWATCHED))


def put_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put up the triggers that are missing or differ from their definition, and make up for what
    they missed. Where all are in place nothing is touched: an upgrade that changes no trigger does
    not keep readers waiting."""
    engine = engine_of(connection)
    broken = broken_triggers(connection)
    with _at_once(connection), connection.cursor() as cursor:
        for statement in list(engine.put(engine.there(connection))):
            cursor.execute(statement)
        if any(name.startswith(PREFIXES) for name in broken):
            # The triggers come first: what is written from here on is recorded, and everything
            # before is counted.
            for versions, _key, _table in _CONTENT_VERSION_TABLES:
                cursor.execute(f"UPDATE {versions} SET number = number + 1")  # noqa: S608
            recount(connection)
            cursor.execute(engine.raising())
        if broken & INDEX_TRIGGERS.keys():
            mend_indexes(connection)
        delete_orphaned_counters(connection)
        add_missing_content_versions(connection)


def _at_once(connection: BaseDatabaseWrapper) -> AbstractContextManager:
    """Return a transaction for all the statements on SQLite. On PostgreSQL they run one by one,
    because a transaction that locks two tables can deadlock with one that writes to both."""
    if connection.vendor == "sqlite":
        return transaction.atomic(using=connection.alias)
    return nullcontext()


def raise_edition(connection: BaseDatabaseWrapper) -> None:
    """Change the edition, though nothing that readers see was written."""
    with connection.cursor() as cursor:
        cursor.execute(engine_of(connection).raising())


def add_missing_content_versions(connection: BaseDatabaseWrapper) -> int:
    """Create the content versions that articles and organizations lack; return how many."""
    count = 0
    with connection.cursor() as cursor:
        for versions, key, table in _CONTENT_VERSION_TABLES:
            # NOT IN would make PostgreSQL go through all the content versions for each of a million
            # rows.
            cursor.execute(
                f"INSERT INTO {versions} ({key}, number) SELECT id, 1 FROM {table} "  # noqa: S608
                f"WHERE NOT EXISTS (SELECT 1 FROM {versions} WHERE {key} = {table}.id)"
            )
            count += cursor.rowcount
    return count


def has_its_tables(connection: BaseDatabaseWrapper) -> bool:
    """Return True if all the tables of the triggers exist, which they do not after a migration back
    to a time before them."""
    there = set(connection.introspection.table_names())
    rules = (*edition_rules(), *content_version_rules(), *dossier_rules(), *counting_rules())
    written = (Edition, ContentVersion, DossierContentVersion, AuthorCounter, MonthCounter)
    models = {rule.model for rule in rules} | {*written}
    return {model._meta.db_table for model in models} <= there


def broken_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the triggers that are missing, disabled, superfluous or different from
    their definition; empty where all is well."""
    engine = engine_of(connection)
    wanted, there = engine.wanted(), engine.there(connection)
    broken = {name for name, text in wanted.items() if there.get(name) != text}
    return broken | {name for name in there if name.startswith(PREFIXES) and name not in wanted}
