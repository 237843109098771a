"""Large pictures are decoded one at a time on a machine, in a process of their own: the memory they
need is there once, is given back when it ends, and readers' pages go on being made meanwhile."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Seconds that a process has for one picture.
_AT_MOST = 300
_ROOT = Path(__file__).resolve().parent.parent.parent


class PictureBusy(ValidationError):
    """Another picture is being made, and who asks cannot wait for it."""

    def __init__(self) -> None:
        text = _("Another picture is being made, and it is one at a time: try again in a moment.")
        super().__init__(text, code="picture_busy")


class Asked:
    """What a request has of the turn: the lock, until it ends, and whether it was told to come
    again."""

    def __init__(self) -> None:
        self.lock: int | None = None
        self.was_busy = False


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


@contextmanager
def without_waiting() -> Iterator[Asked]:
    """Whatever is asked here takes the turn at once, and keeps it until the end, or is refused with
    PictureBusy: a request that waits holds a thread that readers need."""
    asked = Asked()
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)
        if asked.lock is not None:
            os.close(asked.lock)


@contextmanager
def turn() -> Iterator[None]:
    """The turn to decode a large picture; a command or a worker waits for it."""
    asked = _asked.get()
    if asked is None:
        lock = _take(waits=True)
        try:
            yield
        finally:
            os.close(lock)
        return
    if asked.lock is None:
        try:
            asked.lock = _take(waits=False)
        except BlockingIOError:
            asked.was_busy = True
            raise PictureBusy from None
    yield


def _take(*, waits: bool) -> int:
    """Lock the folder of the pictures, which all the processes of the paper have in common. The
    lock ends with what is returned, or with this process."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except BaseException:
        os.close(lock)
        raise
    return lock


def in_a_process(job: bytes) -> bytes:
    """What `articles.pictures.pixels` says of a job; raises CalledProcessError where the file is
    broken, and TimeoutExpired."""
    command = [sys.executable, "-m", "articles.pictures.pixels"]
    done = subprocess.run(  # noqa: S603  (our own)
        command,
        input=job,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        timeout=_AT_MOST,
        check=True,
    )
    return done.stdout
