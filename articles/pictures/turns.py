"""Turns for large pictures, which are decoded one at a time on a machine, in a process of their
own: the memory is needed once, is given back when the process ends, and readers' pages are served
meanwhile.
"""

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

#: The most seconds that a process may take for one picture.
_AT_MOST = 300
_ROOT = Path(__file__).resolve().parent.parent.parent


class PictureBusy(ValidationError):
    """A refusal because another picture is being decoded, and the request cannot wait for it."""

    def __init__(self) -> None:
        text = _("Another picture is being made, and it is one at a time: try again in a moment.")
        super().__init__(text, code="picture_busy")


class RequestTurn:
    """The state of a request: the lock that it holds until it ends, and whether it was asked to
    retry.
    """

    def __init__(self) -> None:
        self.lock: int | None = None
        self.was_busy = False


_request_turn: ContextVar[RequestTurn | None] = ContextVar("request_turn", default=None)


@contextmanager
def without_waiting() -> Iterator[RequestTurn]:
    """Take the turn at once for any large picture decoded in this context, and hold it until the
    end, or raise PictureBusy: a request that waits holds a thread that readers need.
    """
    state = RequestTurn()
    token = _request_turn.set(state)
    try:
        yield state
    finally:
        _request_turn.reset(token)
        if state.lock is not None:
            os.close(state.lock)


@contextmanager
def turn() -> Iterator[None]:
    """Hold the turn to decode a large picture; a command or a worker waits for it."""
    state = _request_turn.get()
    if state is None:
        lock = _take(waits=True)
        try:
            yield
        finally:
            os.close(lock)
        return
    if state.lock is None:
        try:
            state.lock = _take(waits=False)
        except BlockingIOError:
            state.was_busy = True
            raise PictureBusy from None
    yield


def _take(*, waits: bool) -> int:
    """Lock the folder of the pictures, which all processes of the paper share, and return the lock.
    It ends when the returned descriptor is closed, or with this process.
    """
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
    """Return the output of `articles.pictures.pixels` for a job; raises CalledProcessError if the
    file is broken, and TimeoutExpired.
    """
    command = [sys.executable, "-m", "articles.pictures.pixels"]
    done = subprocess.run(  # noqa: S603  (our own)
        command,
        input=job,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env={},  # it has no need of our secrets
        timeout=_AT_MOST,
        check=True,
    )
    return done.stdout
