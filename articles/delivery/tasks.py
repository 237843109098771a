"""Tasks that can wait until the transaction is committed: fragments, pictures, the archive.

Nothing that readers may or may not see depends on them. They are done on commit, by the process
that asked; where the paper has workers (BACKGROUND=database), a task is stored in the transaction
itself, so that neither is ever there without the other.
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

#: What is gathered to be done at the end, each once; None where nobody gathers.
_gathered: ContextVar[dict[tuple, None] | None] = ContextVar("gathered", default=None)


def has_workers() -> bool:
    return settings.BACKGROUND == "database"


def enqueue(task: Task, *arguments: Any, at: dt.datetime | None = None) -> None:
    """Do `task`, with arguments that JSON can say; where there are workers, again `at` a time that
    is to come. Where it fails, the log knows, and what was written stays: the commands that do it
    for all (`render_articles`, `render_pictures`, `derive_texts`) do it again."""
    if has_workers():
        task.enqueue(*arguments)
        if at is not None:
            task.using(run_after=at).enqueue(*arguments)
        return

    def now() -> None:  # a function with a name, by which Django tells of it where it fails
        if (gathered := _gathered.get()) is not None:
            gathered[task, *arguments] = None
        else:
            task.enqueue(*arguments)

    transaction.on_commit(now, robust=True)


@contextmanager
def batch_tasks() -> Iterator[None]:
    """Gather the tasks of a block and do them at its end: a thousand articles that name one
    organisation make its dossier once, and not a thousand times."""
    gathered: dict[tuple, None] = {}
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
        for task, *arguments in gathered:
            task.enqueue(*arguments)
