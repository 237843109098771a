"""The database as a file, by the means of each engine, while others write."""

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
    """Why a backup is not made, or not restored, in words for a person. Nothing was changed."""


_ASIDE = "paper_before_restore"


@dataclass(frozen=True)
class Engine:
    """`file` is what the copy of the database is called in a backup."""

    file: str
    dump: Callable[[Path], None]
    check: Callable[[Path], None]
    #: With the copy in the place of the database; where the inside fails, what was there is back.
    #: The folder is room to put that aside.
    replaced_by: Callable[[Path, Path], AbstractContextManager[None]]


def engine() -> Engine:
    return {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[connection.vendor]


def _dump_sqlite(to: Path) -> None:
    """By the online backup, in one step: a moment of the database, whoever writes meanwhile."""
    connection.ensure_connection()
    with closing(sqlite3.connect(to)) as copy:
        connection.connection.backup(copy, pages=-1)
    _check_sqlite(to)


def _check_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        try:
            [[said]] = copy.execute("PRAGMA quick_check(1)").fetchall()
        except sqlite3.DatabaseError as error:
            said = str(error)
    if said != "ok":
        raise BackupRefused(_("The database in the backup is damaged: %(what)s.") % {"what": said})


@contextmanager
def _replaced_sqlite(path: Path, aside: Path) -> Iterator[None]:
    """Write over the database in one transaction: who reads sees the one or the other."""
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
    """Restore into a schema of its own: what was there, which may be of a newer version, steps
    aside, and comes back where the restoring fails."""
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
    """One of PostgreSQL's own programs; the password goes where others on the machine do not read
    it."""
    environment = dict(os.environ)
    if password := connection.get_connection_params().get("password"):
        environment["PGPASSWORD"] = password
    command = [_program(program), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        words = {"program": program, "what": done.stderr.strip() or done.returncode}
        raise BackupRefused(_("%(program)s failed: %(what)s") % words)


def _program(name: str) -> str:
    """Where a program of PostgreSQL is: on the path, or where Debian puts the newest."""
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
