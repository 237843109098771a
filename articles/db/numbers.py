"""Numbers from forms and addresses."""

from __future__ import annotations

#: The highest key (`BigAutoField`), and the highest `PositiveIntegerField`, on either database.
MOST_OF_A_KEY = 2**63 - 1
MOST_OF_A_COUNT = 2**31 - 1
_DIGITS = len(str(MOST_OF_A_KEY))


def whole_number(typed: str | None, *, most: int = MOST_OF_A_KEY) -> int | None:
    """Return the number that was sent, from 0 to `most`, or None for anything else. More digits
    than any of our numbers has are not read: Python refuses thousands of them, and databases a few
    dozen.
    """
    typed = typed or ""
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= _DIGITS):
        return None
    number = int(typed)
    return number if number <= most else None
