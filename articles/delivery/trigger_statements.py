"""The triggers in the dialect of each database engine: their wanted definitions, their present
ones, and the statements that lead from the present to the wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from articles.delivery.counters import counting_rules
from articles.delivery.trigger_rules import content_version_rules, dossier_rules, edition_rules
from articles.delivery.trigger_sql import Trigger
from articles.models import Edition, Organization
from articles.search import INDEX_TRIGGERS

_EDITION = Edition._meta.db_table
#: The prefixes of the names of our triggers; a trigger with another name belongs to somebody else.
#: They are the words of the tables: a “look” is a content version, a “tally” a counter.
PREFIXES = ("edition_", "look_", "tally_")

_RAISE = (
    f"INSERT INTO {_EDITION} (id, number, mark, changed_at) "  # noqa: S608
    "VALUES (1, 1, {mark}, {now}) "
    f"ON CONFLICT (id) DO UPDATE SET number = {_EDITION}.number + 1, "
    "mark = excluded.mark, changed_at = excluded.changed_at"
)


class Engine(Protocol):
    """The dialect of a database engine. `wanted` and `there` give triggers by name, each with a
    text that contains everything about it that must agree."""

    def raising(self, mark: str = "") -> str:
        """Return the statement that raises the edition, with this mark, or with a new random one
        where none is given."""

    def wanted(self) -> dict[str, str]: ...

    def there(self, connection: BaseDatabaseWrapper) -> dict[str, str]: ...

    def put(self, there: dict[str, str]) -> Iterator[str]:
        """Yield the statements that turn the present triggers into the wanted ones."""

    def take_down(self, connection: BaseDatabaseWrapper) -> Iterator[str]:
        """Yield the statements that stop the triggers, so that a table may be altered or
        rebuilt."""


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    return {"sqlite": SQLite(), "postgresql": PostgreSQL()}[connection.vendor]


def _rows(connection: BaseDatabaseWrapper, question: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


class SQLite:
    """Triggers on SQLite, which run at once and row by row: a transaction that writes holds the
    whole database in any case."""

    def raising(self, mark: str = "") -> str:
        return _RAISE.format(
            mark=f"'{mark}'" if mark else "lower(hex(randomblob(8)))",
            now="strftime('%Y-%m-%d %H:%M:%f', 'now')",
        )

    def wanted(self) -> dict[str, str]:
        triggers = [
            *(replace(trigger, statement=self.raising()) for trigger in edition_rules()),
            *content_version_rules(),
            *dossier_rules(),
            *counting_rules(),
        ]
        return {trigger.name: self._text(trigger) for trigger in triggers} | INDEX_TRIGGERS

    def _text(self, trigger: Trigger) -> str:
        when = f"WHEN {trigger.condition} " if trigger.condition else ""
        return (
            f"CREATE TRIGGER {trigger.name} AFTER {trigger.event} ON {trigger.table} "
            f"{when}BEGIN {trigger.statement}; END"
        )

    def there(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        return dict(_rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))

    def put(self, there: dict[str, str]) -> Iterator[str]:
        wanted = self.wanted()
        for name in sorted(_ours(there) - wanted.keys()):
            yield f"DROP TRIGGER {name}"
        for name, text in wanted.items():
            if there.get(name) != text:
                yield f"DROP TRIGGER IF EXISTS {name}"
                yield text

    def take_down(self, connection: BaseDatabaseWrapper) -> Iterator[str]:
        """Drop the triggers: SQLite alters a table by building another and renaming it, and
        meanwhile no other table's trigger may mention it. The table's own triggers would be dropped
        with it."""
        for name in sorted(_ours(self.there(connection))):
            yield f"DROP TRIGGER {name}"


class PostgreSQL:
    """Triggers on PostgreSQL, where some wait for the end of the transaction.

    Content versions of articles change at once. The edition changes when the transaction ends, and
    once in it: its row is locked only for the moment of the commit, so that two transactions that
    change many articles wait for each other there and nowhere else. Dossiers change when the
    transaction ends, too, because many articles name the same ones. The triggers of the edition run
    before theirs, in the order of their names, so that a transaction waits for the edition before
    it locks any dossier, and two transactions cannot deadlock.
    """

    #: The bits of `tgtype`: for each row, after the event. See
    #: https://www.postgresql.org/docs/current/catalog-pg-trigger.html.
    _KINDS = {"INSERT": 1 + 4, "DELETE": 1 + 8, "UPDATE": 1 + 16}
    _THERE = """
        SELECT tgname, relname, tgtype, tgdeferrable AND tginitdeferred, tgenabled, prosrc
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
    """
    _FUNCTION = """
        SELECT prosrc FROM pg_proc
        WHERE proname = 'edition_raise' AND pronamespace = current_schema()::regnamespace
    """

    def raising(self, mark: str = "") -> str:
        return _RAISE.format(
            mark=f"'{mark}'"
            if mark
            else "substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)",
            now="clock_timestamp()",
        )

    def _edition_source(self) -> str:
        transaction = "pg_current_xact_id()::text"
        return (
            f" BEGIN IF current_setting('paper.edition', true) IS DISTINCT FROM {transaction} THEN "
            f"{self.raising()}; PERFORM set_config('paper.edition', {transaction}, true); "
            "END IF; END "
        )

    def _triggers(self) -> Iterator[tuple[Trigger, bool]]:
        """Yield each trigger, and whether it waits for the end of the transaction."""
        for trigger in edition_rules():
            yield replace(trigger, statement="PERFORM edition_raise()"), True
        for trigger in (*content_version_rules(), *counting_rules()):
            yield trigger, False
        for trigger in dossier_rules():
            yield trigger, (trigger.model, trigger.event) != (Organization, "INSERT")

    def _source(self, trigger: Trigger) -> str:
        body = f"{trigger.statement};"
        if trigger.condition:
            body = f"IF {trigger.condition} THEN {body} END IF;"
        return f" BEGIN {body} RETURN NULL; END "

    def _text(self, trigger: Trigger, waits: bool) -> str:
        kind = self._KINDS[trigger.event]
        return f"{trigger.table} {kind} {waits} O{self._source(trigger)}"

    def wanted(self) -> dict[str, str]:
        texts = {trigger.name: self._text(trigger, waits) for trigger, waits in self._triggers()}
        return texts | {"edition_raise": self._edition_source()}

    def there(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        texts = {
            name: f"{table} {kind} {waits} {enabled}{source}"
            for name, table, kind, waits, enabled, source in _rows(connection, self._THERE)
        }
        for (source,) in _rows(connection, self._FUNCTION):
            texts["edition_raise"] = source
        return texts

    def put(self, there: dict[str, str]) -> Iterator[str]:
        """Replace only the function of a trigger whose body alone differs, which does not lock its
        table."""
        wanted = self.wanted()
        for name in sorted(_ours(there) - wanted.keys()):
            yield f"DROP FUNCTION IF EXISTS {name} CASCADE"
        if there.get("edition_raise") != wanted["edition_raise"]:
            yield _function("edition_raise", "void", self._edition_source())
        for trigger, waits in self._triggers():
            name, table = trigger.name, trigger.table
            text, is_there = wanted[name], there.get(name, "")
            if is_there == text:
                continue
            yield _function(name, "trigger", self._source(trigger))
            # The four words before the source are the table, the type, whether it waits, and its
            # state.
            *shape, _state = text.split(" ")[:4]
            *shape_there, state = is_there.split(" ")[:4] or [""]
            if shape_there != shape:
                if is_there:
                    yield f"DROP TRIGGER {name} ON {shape_there[0]}"
                kind = "CONSTRAINT TRIGGER" if waits else "TRIGGER"
                when = "DEFERRABLE INITIALLY DEFERRED " if waits else ""
                yield (
                    f"CREATE {kind} {name} AFTER {trigger.event} ON {table} "
                    f"{when}FOR EACH ROW EXECUTE FUNCTION {name}()"
                )
            elif state != "O":
                yield f"ALTER TABLE {table} ENABLE TRIGGER {name}"

    def take_down(self, connection: BaseDatabaseWrapper) -> Iterator[str]:
        """Disable the triggers, which does not wait for readers: dropping one would wait for every
        transaction that reads its table, and all others would queue behind it."""
        there = self.there(connection)
        of_tables = defaultdict(list)
        for name in sorted(_ours(there) - {"edition_raise"}):
            of_tables[there[name].split(" ")[0]].append(f"DISABLE TRIGGER {name}")
        for table, actions in of_tables.items():
            yield f"ALTER TABLE {table} {', '.join(actions)}"


def _ours(names: dict[str, str]) -> set[str]:
    return {name for name in names if name.startswith(PREFIXES)}


def _function(name: str, returns: str, source: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS {returns} LANGUAGE plpgsql AS $${source}$$"
