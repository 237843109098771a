"""Database, disk and permission failures: told apart, and explained to the person concerned."""

from __future__ import annotations

import errno

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}
# Names that the drivers use: https://www.sqlite.org/rescode.html and
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_FULL = ("SQLITE_FULL", "53100")
_READ_ONLY = ("SQLITE_READONLY", "25006")
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "XX001", "XX002")
_AWAY = ("SQLITE_CANTOPEN", "08", "57P", "28", "3D")


def _name(error: BaseException | None) -> str:
    """Return the name that the database driver gives an error; empty if it is not the driver's."""
    cause = getattr(error, "__cause__", None)
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return name if name and isinstance(error, DatabaseError) else ""


def is_full(error: BaseException | None) -> bool:
    """Return True if there was no room left, on the disk or in the database."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    return _name(error).startswith(_FULL)


def is_read_only(error: BaseException | None) -> bool:
    """Return True if the disk, or the database, can be read but not written."""
    if isinstance(error, OSError):
        return error.errno in _NOT_WRITABLE
    return _name(error).startswith(_READ_ONLY)


def is_damaged(error: BaseException | None) -> bool:
    """Return True if the database file is not a database, or cannot be read any more."""
    return _name(error).startswith(_DAMAGED)


def is_silent(error: BaseException | None) -> bool:
    """Return True if the database did not answer, which is temporary."""
    is_the_database = isinstance(error, (OperationalError, InterfaceError))
    return is_the_database and not (is_full(error) or is_read_only(error) or is_damaged(error))


def is_outage(error: BaseException | None) -> bool:
    """Return True if the failure is of the machine, and not of the person or the paper."""
    return is_full(error) or is_read_only(error) or is_damaged(error) or is_silent(error)


def explain(error: BaseException) -> str:
    """Return words for the person who was saving, and still has the text on the screen."""
    if is_full(error):
        return _(
            "The server's disk is full: nothing was saved, and what you wrote is here as it was. "
            "Tell who keeps the server, then save again."
        )
    if is_read_only(error):
        return _(
            "The server may not write on its disk: nothing was saved, and what you wrote is here "
            "as it was. Tell who keeps the server, then save again."
        )
    return _(
        "The database does not answer: nothing was saved, and what you wrote is here as it was. "
        "Save again in half a minute."
    )


def explain_to_keeper(error: BaseException) -> str:
    """Return words for the person who ran a command on the server; empty for other errors."""
    words = {"database": connection.settings_dict["HOST"] or connection.settings_dict["NAME"]}
    if is_damaged(error):
        text = _(
            "“%(database)s” is not a database, or it is damaged. Put it aside and do not delete "
            "it, then put the last backup in its place: manage.py migrate, manage.py restore FILE."
        )
    elif is_full(error):
        text = _("There is no more room for “%(database)s”: make room on its disk, then try again.")
    elif is_read_only(error):
        text = _(
            "“%(database)s” may be read and not written: see whose the file and its folder are, "
            "and whether the disk is mounted read-only."
        )
    elif is_silent(error) and (not _name(error) or _name(error).startswith(_AWAY)):
        text = _(
            "The database “%(database)s” cannot be reached: see that it is there and running, and "
            "what DATABASE_URL says. Its own words: %(error)s"
        )
    else:
        return ""
    return text % {**words, "error": str(error).strip()}
