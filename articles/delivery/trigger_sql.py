"""The parts of which rules of triggers are composed: SQL that both database engines read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model

#: The events, with the rows that each has: as it was, as it is.
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


@dataclass(frozen=True)
class Trigger:
    """What the database does by itself after an event on a row of a model's table, where a
    condition holds (an empty one always does). `family` begins its name."""

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
    """Whether a column has the key of one of the rows of the event."""
    return f"{column} IN ({', '.join(f'{row}.{key}' for row in rows)})"


def in_query(column: str, query: str) -> str:
    return f"{column} IN ({query})"


def in_any_row(condition: str, rows: Iterable[str]) -> str:
    """Whether one of the rows of the event meets a condition, which begins with its column."""
    return " OR ".join(f"{row}.{condition}" for row in rows)


def differ(*columns: str) -> str:
    """Whether an update changes one of these."""
    return " OR ".join(
        f"OLD.{name} <> NEW.{name} OR (OLD.{name} IS NULL) <> (NEW.{name} IS NULL)"
        for name in columns
    )


def exists(model: type[Model], where: str = "") -> str:
    return f"EXISTS ({select('1', model, where)})"


# Queries


def select(columns: str, model: type[Model], where: str = "") -> str:
    query = f"SELECT {columns} FROM {table_of(model)}"  # noqa: S608  (our own names)
    return f"{query} WHERE {where}" if where else query


def of_rows(column: str, rows: Iterable[str]) -> str:
    """The values that a column has in the rows of the event."""
    return union(*(f"SELECT {row}.{column}" for row in rows))


def union(*queries: str) -> str:
    return " UNION ".join(queries)


# Statements


def insert(model: type[Model], columns: str, values: str) -> str:
    """Add what `values` gives: a query, or one row as `VALUES (…)`."""
    return f"INSERT INTO {table_of(model)} ({columns}) {values}"  # noqa: S608  (our own names)


def count_up(model: type[Model], where: str = "") -> str:
    """Raise the numbers of the rows that meet a condition, or of all."""
    statement = f"UPDATE {table_of(model)} SET number = number + 1"  # noqa: S608  (our own names)
    return f"{statement} WHERE {where}" if where else statement


def delete(model: type[Model], where: str = "") -> str:
    statement = f"DELETE FROM {table_of(model)}"  # noqa: S608  (our own names)
    return f"{statement} WHERE {where}" if where else statement
