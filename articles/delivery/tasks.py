"""Tasks that can wait until the transaction is committed: fragments, pictures, the archive.

Nothing that decides what readers may see depends on them. They run on commit, in the process that
asked for them. Where the paper has workers (BACKGROUND=database), a task is stored in the same
transaction as the change, so that neither exists without the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks.base import Task

#: The tasks gathered to run at the end of a block, each once; None outside such a block.
_gathered: ContextVar[dict[tuple, None] | None] = ContextVar("gathered", default=None)


def has_workers() -> bool:
    return settings.BACKGROUND == "database"


def enqueue(task: Task, *arguments: Any, at: dt.datetime | None = None) -> None:
    """Run `task` with these arguments, which must be expressible in JSON; where there are workers,
    run it again `at` a future time. A failure is logged and undoes nothing: the commands that do
    the work for every row (`render_pieces`, `render_pictures`, `derive_texts`) make up for it."""
    if has_workers():
        task.enqueue(*arguments)
        if at is not None:
            task.using(run_after=at).enqueue(*arguments)
        return

    def now() -> None:  # named, because Django logs its name where it fails
        if (gathered := _gathered.get()) is not None:
            gathered[task, *arguments] = None
        else:
            task.enqueue(*arguments)

    transaction.on_commit(now, robust=True)


@contextmanager
def batch_tasks() -> Iterator[None]:
    """Gather the tasks of a block and run each once at its end: a thousand articles that name one
    organization make its dossier once."""
    gathered: dict[tuple, None] = {}
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
        for task, *arguments in gathered:
            task.enqueue(*arguments)
