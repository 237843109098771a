"""Reading of files before their turn, in other processes. Reading an article (cleaning its text,
finding and judging its names) takes longer than storing it, which a single process does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from django.db import connection, connections

from articles.importing.importer import ImportedArticle, Importer, ImportRefused
from articles.importing.plain_text import read_plain_text
from articles.publishing import PreparedArticle

_PREFETCHED = 2  # groups for each process, read and waiting to be stored

Names = Sequence[str]


class ReadFile(NamedTuple):
    """A file, the article read from it, and that article prepared for storage; a refusal stands in
    place of either if there is none."""

    name: str
    article: ImportedArticle | ImportRefused
    new: PreparedArticle | ImportRefused


def read_files(groups: Sequence[Names], importer: Importer) -> Iterator[list[ReadFile]]:
    """Read groups of files as they are asked for, or ahead of that if there are several
    processors."""
    waiting = deque(groups)
    if len(groups) > 1 and _can_fork():
        with suppress(BrokenProcessPool):  # a process was killed: the rest is read here
            yield from _prefetch(waiting, importer)
    while waiting:
        yield _read(waiting.popleft(), importer)


def _can_fork() -> bool:
    """Return True if other processes could run beside this one and would see the same database. A
    transaction is this one's alone, and so is a database in memory."""
    return (
        sys.platform == "linux"
        and len(os.sched_getaffinity(0)) > 1
        and not connection.in_atomic_block
        and not (connection.vendor == "sqlite" and connection.is_in_memory_db())
    )


def _prefetch(groups: deque[Names], importer: Importer) -> Iterator[list[ReadFile]]:
    """Read groups in other processes; each leaves the queue as it is handed out."""
    processes = len(os.sched_getaffinity(0))
    for each in connections.all(initialized_only=True):
        each.close()  # a connection does not cross a fork
        if getattr(each, "pool", None):
            each.close_pool()
    pool = ProcessPoolExecutor(
        processes,
        multiprocessing.get_context("fork"),  # it inherits the data looked up before
        initializer=_initialize_worker,
        initargs=(importer,),
    )
    pending: deque[Future] = deque()
    try:
        while groups:
            for group in islice(groups, len(pending), processes * _PREFETCHED):
                pending.append(pool.submit(_read_there, group))
            read = pending.popleft().result()
            groups.popleft()
            yield read
    finally:
        pool.shutdown(cancel_futures=True)


_importer: Importer


def _initialize_worker(importer: Importer) -> None:
    """Set up a worker process, once."""
    global _importer
    _importer = importer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process stops the others
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Exit when the first process ends, so that none is left behind if that is killed."""
    wait([multiprocessing.parent_process().sentinel])
    os._exit(1)


def _read_there(names: Names) -> list[ReadFile]:
    return _read(names, _importer)


def _read(names: Names, importer: Importer) -> list[ReadFile]:
    files = []
    for name in names:
        try:
            article = read_plain_text(Path(name), headline=importer.headline)
            files.append(ReadFile(name, article, importer.read(article)))
        except ImportRefused as refusal:
            files.append(ReadFile(name, refusal, refusal))
    return files
