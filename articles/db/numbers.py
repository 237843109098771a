"""Numbers as forms and addresses send them."""

from __future__ import annotations

#: What a key holds (`BigAutoField`), and what a `PositiveIntegerField` holds, on either database.
MOST_OF_A_KEY = 2**63 - 1
MOST_OF_A_COUNT = 2**31 - 1
_DIGITS = len(str(MOST_OF_A_KEY))


def whole_number(typed: str | None, *, most: int = MOST_OF_A_KEY) -> int | None:
    """A number that was sent, from 0 to `most`; None for whatever is none. More digits than any
    number of ours has are not read: Python refuses thousands, and databases a few dozen."""
    typed = typed or ""
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= _DIGITS):
        return None
    number = int(typed)
    return number if number <= most else None
