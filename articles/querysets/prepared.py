"""Queries that are asked again and again: composed as all others, by the same methods, but once.

Composing a query and putting it into SQL takes Django ten times as long as the database takes to
answer it (a fifth of a millisecond, and two hundredths); and a page that was worked out when it was
saved is little more than its queries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateTimeField, Expression, Field, QuerySet


class _Place:
    """Among the parameters of the SQL, where a value is to stand."""

    def __init__(self, name: str, field: Field) -> None:
        self.name, self.field = name, field


class Slot(Expression):
    """In a filter, the place of a value that is given when the query is asked; `field` is what it
    is a value of."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[_Place]]:
        return "%s", [_Place(self.name, self.output_field)]


#: The moment at which a query is asked.
NOW = Slot("now", DateTimeField())


class PreparedQuery:
    """`compose` gives a queryset of `values_list`, with slots, and is called once. Asked with the
    values of its slots by name, the answer is the rows."""

    def __init__(self, compose: Callable[[], QuerySet], using: str = DEFAULT_DB_ALIAS) -> None:
        self.compose, self.using = compose, using
        self._prepared: tuple[str, tuple, Any, dict] | None = None

    def __call__(self, **values: Any) -> list[tuple]:
        connection = connections[self.using]
        if self._prepared is None:
            compiler = self.compose().query.get_compiler(self.using)
            sql, parameters = compiler.as_sql()
            columns = [column[0] for column in compiler.select[: compiler.col_count]]
            self._prepared = sql, parameters, compiler, compiler.get_converters(columns)
        sql, parameters, compiler, converters = self._prepared
        given = [
            each.field.get_db_prep_value(values[each.name], connection)
            if isinstance(each, _Place)
            else each
            for each in parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            rows = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(rows, converters)]
