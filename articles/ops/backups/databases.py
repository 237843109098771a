"""Copies of the database as a file, by the means of each engine, while others write."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _


class BackupRefused(Exception):
    """The reason why a backup is not made, or not restored, in words for a person. Nothing was
    changed.
    """


_ASIDE = "paper_before_restore"


@dataclass(frozen=True)
class Engine:
    """An engine of databases. `file` is the name of the copy of the database in a backup."""

    file: str
    dump: Callable[[Path], None]
    check: Callable[[Path], None]
    #: A context in which the copy replaces the database; if the block fails, the previous state is
    #: restored. The second path is a folder in which to set it aside.
    replaced_by: Callable[[Path, Path], AbstractContextManager[None]]


def engine() -> Engine:
    return {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[connection.vendor]


def _dump_sqlite(to: Path) -> None:
    """Copy the database by SQLite's online backup, in one step: the state of one moment, whoever
    writes meanwhile.
    """
    connection.ensure_connection()
    with closing(sqlite3.connect(to)) as copy:
        connection.connection.backup(copy, pages=-1)
    _check_sqlite(to)


def _check_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        try:
            [[result]] = copy.execute("PRAGMA quick_check(1)").fetchall()
        except sqlite3.DatabaseError as error:
            result = str(error)
    if result != "ok":
        raise BackupRefused(
            _("The database in the backup is damaged: %(what)s.") % {"what": result}
        )


@contextmanager
def _replaced_sqlite(path: Path, aside: Path) -> Iterator[None]:
    """Overwrite the database in one transaction: other connections see the old state or the new
    one.
    """
    before = aside / "before.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(before)) as copy:
        connection.connection.backup(copy, pages=-1)
    _over_sqlite(path)
    try:
        yield
    except BaseException:
        _over_sqlite(before)
        raise


def _over_sqlite(path: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        copy.backup(connection.connection, pages=-1)
    connection.close()


def _dump_postgresql(to: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={to}", *_where())


def _check_postgresql(path: Path) -> None:
    _run("pg_restore", "--list", str(path))


@contextmanager
def _replaced_postgresql(path: Path, _aside: Path) -> Iterator[None]:
    """Restore into a fresh schema: the previous one, which may be of a newer version, is set aside,
    and comes back if restoring fails.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [_ASIDE])
        if cursor.fetchone():
            raise BackupRefused(
                _(
                    "A restore was killed half way here: what was there before is in the schema "
                    "%(schema)s. Give it back its name (DROP SCHEMA public CASCADE; ALTER SCHEMA "
                    "%(schema)s RENAME TO public), then restore again."
                )
                % {"schema": _ASIDE}
            )
        cursor.execute(f"ALTER SCHEMA public RENAME TO {_ASIDE}")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    try:
        _run(
            "pg_restore", "--no-owner", "--no-privileges", "--single-transaction",
            "--exit-on-error", *_where(), str(path),
        )  # fmt: skip
        yield
    except BaseException:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute(f"ALTER SCHEMA {_ASIDE} RENAME TO public")
        connection.close()
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {_ASIDE} CASCADE")
    connection.close()


def _where() -> list[str]:
    settings = connection.get_connection_params()
    named = {"host": "--host", "port": "--port", "user": "--username", "dbname": "--dbname"}
    return [f"{option}={settings[key]}" for key, option in named.items() if settings.get(key)]


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs, with the password in the environment, where other users
    of the machine cannot read it.
    """
    environment = dict(os.environ)
    if password := connection.get_connection_params().get("password"):
        environment["PGPASSWORD"] = password
    command = [_program(program), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        words = {"program": program, "what": done.stderr.strip() or done.returncode}
        raise BackupRefused(_("%(program)s failed: %(what)s") % words)


def _program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs: on the search path, or where Debian puts the
    newest version.
    """
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = shutil.which(name) or next(iter(map(str, versions)), None)
    if found is None:
        raise BackupRefused(
            _("%(program)s is missing. On Debian: apt-get install postgresql-client")
            % {"program": name}
        )
    return found


_SQLITE = Engine("database.sqlite3", _dump_sqlite, _check_sqlite, _replaced_sqlite)
_POSTGRESQL = Engine("database.dump", _dump_postgresql, _check_postgresql, _replaced_postgresql)
