"""Reading from a replica: a second database that follows the first, for readers' pages.

It may be a moment behind, and then so is all the paper for readers, including the edition: a page
is never made of two states. The desk, and anybody logged in, reads the first database.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

logger = logging.getLogger(__name__)

REPLICA = "replica"
#: Seconds for which a replica that did not answer is left out; readers get the first database.
RESPITE = 10.0

_for_readers: ContextVar[bool] = ContextVar("for_readers", default=False)
_left_alone_until = 0.0


def readers_database() -> str:
    """Return the alias of the database that readers' pages are read from."""
    if REPLICA in settings.DATABASES and time.monotonic() >= _left_alone_until:
        return REPLICA
    return DEFAULT_DB_ALIAS


def current_database() -> str:
    """Return the alias of the database to read now: the readers' while one of their pages is
    rendered.
    """
    return readers_database() if _for_readers.get() else DEFAULT_DB_ALIAS


@contextmanager
def for_readers() -> Iterator[None]:
    """Read from the readers' database in this context."""
    token = _for_readers.set(True)
    try:
        yield
    finally:
        _for_readers.reset(token)


def leave_alone() -> bool:
    """Leave the replica alone for `RESPITE` seconds; return True if it was in use until now."""
    global _left_alone_until
    if readers_database() != REPLICA:
        return False
    logger.warning("The replica does not answer: readers read the first database")
    _left_alone_until = time.monotonic() + RESPITE
    connections[REPLICA].close()
    return True


class ReadersRouter:
    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return current_database()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS
