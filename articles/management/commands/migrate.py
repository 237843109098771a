"""Django's own `migrate`, one process at a time: machines that start together run it together."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_LOCK = 20_261_126  # our number among PostgreSQL's advisory locks


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with _alone(connections[options["database"]]):
            super().handle(*args, **options)


@contextmanager
def _alone(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Wait until nobody else migrates this database; a process that waited finds nothing left to
    do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    if connection.is_in_memory_db():
        yield
        return
    # The lock is on a file beside the database, because SQLite has locks of its own inside it.
    with Path(f"{connection.settings_dict['NAME']}.migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
