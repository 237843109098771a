"""The parts of which the triggers' rules are composed: SQL that both database engines read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

#: The events, with the rows that each of them has: OLD is the row before, NEW the row after.
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


@dataclass(frozen=True)
class Trigger:
    """A statement that the database runs after an event on a row of a model's table, if a condition
    holds; an empty condition always does. The trigger's name begins with `family`."""

    family: str
    model: type[Model]
    event: str
    statement: str = ""
    condition: str = ""

    @property
    def table(self) -> str:
        return table_of(self.model)

    @property
    def name(self) -> str:
        return f"{self.family}_{self.table}_{self.event.lower()}"


def table_of(model: type[Model]) -> str:
    return model._meta.db_table


# Conditions


def in_rows(column: str, key: str, rows: Iterable[str]) -> str:
    """Return the condition that a column equals the column `key` of one of the event's rows."""
    return f"{column} IN ({', '.join(f'{row}.{key}' for row in rows)})"


def in_query(column: str, query: str) -> str:
    return f"{column} IN ({query})"


def in_any_row(condition: str, rows: Iterable[str]) -> str:
    """Return the condition that one of the event's rows meets `condition`, which begins with the
    name of a column."""
    return " OR ".join(f"{row}.{condition}" for row in rows)


def differ(*columns: str) -> str:
    """Return the condition that an update changes one of these columns."""
    return " OR ".join(
        f"OLD.{name} <> NEW.{name} OR (OLD.{name} IS NULL) <> (NEW.{name} IS NULL)"
        for name in columns
    )


def exists(model: type[Model], where: str = "") -> str:
    """Return the condition that a table has a row, or one that meets the condition `where`."""
    return f"EXISTS ({select('1', model, where)})"


# Queries


def select(columns: str, model: type[Model], where: str = "") -> str:
    """Return the query for columns of a table, of all rows or of those that meet a condition."""
    query = f"SELECT {columns} FROM {table_of(model)}"  # noqa: S608  (our own names)
    return f"{query} WHERE {where}" if where else query


def of_rows(column: str, rows: Iterable[str]) -> str:
    """Return the query for the values of a column in the event's rows."""
    return union(*(f"SELECT {row}.{column}" for row in rows))


def union(*queries: str) -> str:
    """Return the query for the rows of all these queries, each row once."""
    return " UNION ".join(queries)


# Statements


def insert(model: type[Model], columns: str, values: str) -> str:
    """Return the statement that inserts `values`: a query, or one row as `VALUES (…)`."""
    return f"INSERT INTO {table_of(model)} ({columns}) {values}"  # noqa: S608  (our own names)


def count_up(model: type[Model], where: str = "") -> str:
    """Return the statement that raises the number of the rows that meet a condition, or of all
    rows."""
    statement = f"UPDATE {table_of(model)} SET number = number + 1"  # noqa: S608  (our own names)
    return f"{statement} WHERE {where}" if where else statement


def delete(model: type[Model], where: str = "") -> str:
    """Return the statement that deletes the rows that meet a condition, or all rows."""
    statement = f"DELETE FROM {table_of(model)}"  # noqa: S608  (our own names)
    return f"{statement} WHERE {where}" if where else statement
