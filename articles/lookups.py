"""What databases are asked for, where Django's own way of asking breaks."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField
from django.db.models.lookups import In


@IntegerField.register_lookup
class IntegerIn(In):
    """`in` for whole numbers that knows that none of ours is larger than its column, as Django's
    `exact` and `lt` do (`IntegerFieldOverflow`): SQLite's driver raises OverflowError."""

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
