"""Prepared queries: composed by the same methods as all others, but only once.

Composing a query and compiling it to SQL takes Django ten times as long as the database takes to
answer it (a fifth of a millisecond, and two hundredths); and a page that was rendered when it was
saved costs little more than its queries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import DateTimeField, Expression, Field, QuerySet

from articles.db.replicas import current_database


class _Place:
    """A parameter of the SQL whose value is given when the query is run."""

    def __init__(self, name: str, field: Field) -> None:
        self.name, self.field = name, field


class Slot(Expression):
    """An expression in place of a value that is given when the query is run; `field` is the field
    that the value belongs to.
    """

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[_Place]]:
        return "%s", [_Place(self.name, self.output_field)]


#: The moment at which a query is asked.
NOW = Slot("now", DateTimeField())


class _Prepared(NamedTuple):
    """A query compiled to SQL with named parameters: `places` are those of slots, `constants` the
    others. They are named because the same slot stands in many places of a query, and because
    Django scans the whole SQL for unnamed ones each time that SQLite is asked.
    """

    sql: str
    places: dict[str, _Place]
    constants: dict[str, Any]
    compiler: Any
    converters: dict

    @classmethod
    def of(cls, query: QuerySet, using: str) -> _Prepared:
        compiler = query.query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        names: list[str] = []
        places: dict[str, _Place] = {}
        constants: dict[str, Any] = {}
        for number, each in enumerate(parameters):
            if isinstance(each, _Place):
                name = f"{each.name}_{type(each.field).__name__}"
                places[name] = each
            else:
                name = f"_{number}"
                constants[name] = each
            names.append(name)
        named = sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names)
        return cls(named, places, constants, compiler, compiler.get_converters(columns))


class PreparedQuery:
    """A query that is compiled once. `compose` returns a queryset of `values_list`, with slots, and
    is called once. Calling the prepared query with the values of its slots by name returns the
    rows.
    """

    def __init__(self, compose: Callable[[], QuerySet]) -> None:
        self.compose = compose
        self._prepared: _Prepared | None = None

    def __call__(self, **values: Any) -> list[tuple]:
        using = current_database()
        connection = connections[using]
        if self._prepared is None:  # the SQL is that of the replica as well
            self._prepared = _Prepared.of(self.compose(), using)
        sql, places, constants, compiler, converters = self._prepared
        parameters = {
            name: value
            if type(value := values[place.name]) is int  # as the database takes it
            else place.field.get_db_prep_value(value, connection)
            for name, place in places.items()
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, {**constants, **parameters})
            rows = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(rows, converters)]
