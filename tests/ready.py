"""A database with its tables made, once for all the processes of a run: each begins with a copy,
since going through every migration takes as long as a hundred tests."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(settings.BASE_DIR)


def begin_with_ready_tables(connection: BaseDatabaseWrapper, path: Path) -> None:
    """Let the test database of this process begin as a copy of a migrated one: on SQLite at
    `path`, on PostgreSQL by a template in the same cluster."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        shutil.copy(migrated_file(), path)
        test["NAME"] = str(path)
    else:
        test["TEMPLATE"] = _migrated_template(connection)


def _key() -> str:
    """Changes with what makes the tables."""
    mark = hashlib.sha256(sys.version.encode())
    migrations = sorted(ROOT.glob("articles/migrations/*.py"))
    for source in (ROOT / "deploy/requirements.txt", *migrations):
        mark.update(source.read_bytes())
    return mark.hexdigest()[:12]


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _migrate(database: str) -> None:
    done = subprocess.run(  # noqa: S603  (our own command)
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def migrated_file() -> Path:
    """A file of SQLite with its tables made, to be copied."""
    name = f"paper-tables-{os.getuid()}-{_key()}"
    made = Path(tempfile.gettempdir()) / f"{name}.sqlite3"
    with _one_at_a_time(name):
        if not made.exists():
            with tempfile.TemporaryDirectory() as folder:
                new = Path(folder) / "new.sqlite3"
                _migrate(f"sqlite:///{new}")
                shutil.move(new, made)
    return made


def _migrated_template(connection: BaseDatabaseWrapper) -> str:
    at = urlsplit(os.environ["DATABASE_URL"])
    name = f"paper_tables_{_key()}"
    with _one_at_a_time(f"{name}-{at.port}"), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            new = f"{name}_new"
            cursor.execute(f"DROP DATABASE IF EXISTS {new}")
            cursor.execute(f"CREATE DATABASE {new}")
            _migrate(at._replace(path=f"/{new}").geturl())
            cursor.execute(f"ALTER DATABASE {new} RENAME TO {name}")
    return name
