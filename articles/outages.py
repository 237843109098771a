"""What it is when the machine, and not the person, is in the way: told apart, and in words."""

from __future__ import annotations

import errno

from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils.translation import gettext as _

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_SQLITE_FULL = "SQLITE_FULL"  # https://www.sqlite.org/rescode.html#full
_POSTGRESQL_FULL = "53100"  # https://www.postgresql.org/docs/current/errcodes-appendix.html


def is_full(error: BaseException | None) -> bool:
    """Whether there was no more room, on the disk or in the database."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    cause = getattr(error, "__cause__", None)
    return isinstance(error, DatabaseError) and (
        getattr(cause, "sqlite_errorname", "") == _SQLITE_FULL
        or getattr(cause, "sqlstate", "") == _POSTGRESQL_FULL
    )


def is_silent(error: BaseException | None) -> bool:
    """Whether the database did not answer, which passes."""
    return isinstance(error, (OperationalError, InterfaceError)) and not is_full(error)


def explain(error: BaseException) -> str:
    """To who was saving, and has the text before them."""
    if is_full(error):
        return _(
            "The server's disk is full: nothing was saved, and what you wrote is here as it was. "
            "Tell who keeps the server, then save again."
        )
    return _(
        "The database does not answer: nothing was saved, and what you wrote is here as it was. "
        "Save again in half a minute."
    )
