"""Faults, and the iteration over rows with which checks find them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db import DatabaseError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)

#: The errors of reading a row that another program wrote, or that a disk has damaged.
UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    DatabaseError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
)
_AT_ONCE = 200


@dataclass(frozen=True)
class Fault:
    """A fault: `words` say where it is, what it is, and what to do. `mend` repairs derived data
    from its source, if that is whole."""

    words: str
    mend: Callable[[], object] | None = None


#: A check of one kind of data, which yields faults and changes nothing.
Check = Callable[[], Iterator[Fault]]


def of_each(
    rows: QuerySet[M], check: Callable[[M], Iterator[Fault]], *, name: Callable[[M], str] = str
) -> Iterator[Fault]:
    """Yield the faults that a check finds row by row, in the order of their keys. A row that cannot
    be read is a fault itself, and hides no other. No cursor is open while a fault is handled, so
    that it can be repaired."""
    for some in _groups(rows):
        try:
            read = list(rows.order_by("pk").filter(pk__in=some))
        except UNREADABLE:
            yield from _one_by_one(rows, some, check, name)
        else:
            for row in read:
                yield from _of_one(row, check, name)


def _groups(rows: QuerySet[M]) -> Iterator[list]:
    """Yield the keys in order, a group at a time: the history has tens of millions."""
    keys = rows.order_by("pk").values_list("pk", flat=True)
    some = list(keys[:_AT_ONCE])
    while some:
        yield some
        some = list(keys.filter(pk__gt=some[-1])[:_AT_ONCE])


def _one_by_one(
    rows: QuerySet[M], keys: list, check: Callable[[M], Iterator[Fault]], name: Callable[[M], str]
) -> Iterator[Fault]:
    for key in keys:
        try:
            read = list(rows.filter(pk=key))
        except UNREADABLE as error:
            yield unreadable(f"{rows.model._meta.verbose_name} {key}", error)
        else:
            for row in read:
                yield from _of_one(row, check, name)


def _of_one(
    row: M, check: Callable[[M], Iterator[Fault]], name: Callable[[M], str]
) -> Iterator[Fault]:
    try:
        found = list(check(row))
    except UNREADABLE as error:
        found = [unreadable(f"{row._meta.verbose_name} {row.pk}, {name(row)}", error)]
    yield from found


def unreadable(what: str, error: BaseException) -> Fault:
    """Return the fault of something that cannot be read."""
    words = {"what": what, "error": f"{type(error).__name__}: {error}"}
    return Fault(
        _("%(what)s: cannot be read (%(error)s). Correct it at the desk, or take it from a backup")
        % words
    )
