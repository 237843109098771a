"""Lookups that replace Django's own where those fail."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, IntegerField
from django.db.models.lookups import IContains, In, IStartsWith

#: The most characters of a text to look for: SQLite takes patterns of 50,000 bytes, in which both
#: cases of a letter take ten at most (https://www.sqlite.org/limits.html). Nobody types as many.
_LONGEST = 4_000


@IntegerField.register_lookup
class IntegerIn(In):
    """An `in` for whole numbers that leaves out values too large for the column, as Django's
    `exact` and `lt` do (`IntegerFieldOverflow`): SQLite's driver would raise OverflowError.
    """

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if self.rhs_is_direct_value():
            kind = self.lhs.output_field.get_internal_type()
            least, most = connection.ops.integer_field_range(kind)
            self.rhs = [value for value in self.rhs if _fits(value, least, most)]
        return super().process_rhs(compiler, connection)


def _fits(value: Any, least: int | None, most: int | None) -> bool:
    if not isinstance(value, int):
        return True  # an expression, which the database works out
    return (least is None or value >= least) and (most is None or value <= most)


class _AnyCase:
    """A lookup of a text in any case, and with accents typed in any way. SQLite's LIKE, which
    Django uses, ignores case in ASCII alone (https://www.sqlite.org/lang_expr.html#like), so that
    «élodie» did not find Élodie: the pattern for GLOB has both cases of each letter.
    """

    glob = ""

    def get_prep_lookup(self) -> Any:
        text = super().get_prep_lookup()
        is_bounded = isinstance(text, str) and len(text) <= _LONGEST
        return unicodedata.normalize("NFC", text) if is_bounded else text

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        text = self.rhs
        if not isinstance(text, str):
            return self.as_sql(compiler, connection)  # an expression
        if len(text) > _LONGEST:
            raise EmptyResultSet
        if text.isascii():
            return self.as_sql(compiler, connection)
        pattern = "".join(map(_in_any_case, text))
        field, parameters = self.process_lhs(compiler, connection)
        return f"{field} GLOB %s", [*parameters, self.glob.format(pattern)]


@Field.register_lookup
class AnyCaseContains(_AnyCase, IContains):
    glob = "*{}*"


@Field.register_lookup
class AnyCaseStartsWith(_AnyCase, IStartsWith):
    glob = "{}*"


def _in_any_case(letter: str) -> str:
    """Return the part of a GLOB pattern for a letter or a sign."""
    cases = {letter, *(case for case in (letter.lower(), letter.upper()) if len(case) == 1)}
    return f"[{''.join(sorted(cases))}]" if len(cases) > 1 or letter in "*?[" else letter
