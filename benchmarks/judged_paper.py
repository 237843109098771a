"""Starts the paper that is judged: the production server, with the demo."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.judging_tools import ROOT, CannotRun, run


@contextmanager
def served(articles: int) -> Iterator[str]:
    """Start the production server on a paper of its own; yield its address."""
    with tempfile.TemporaryDirectory(prefix="judge-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "SECRET_KEY": "only-for-this-run-and-for-nobody-else-0123456789",
            "DEBUG": "false",
            "PORT": str(port),
            "API_RATE": "1000000/m",
        }
        manage = [sys.executable, ROOT / "manage.py"]
        for command in (
            ["migrate", "--verbosity", "0"], ["prepare_demo"],
            *([["populate", articles]] if articles else []),
            ["collectstatic", "--noinput", "--verbosity", "0"],
        ):  # fmt: skip
            done = run([*manage, *command], env=environment, cwd=ROOT, seconds=3600)
            if done.returncode:
                raise CannotRun(f"{command[0]}: {done.stderr.strip()[-300:]}")
        server = subprocess.Popen(  # noqa: S603
            [
                Path(sys.executable).parent / "granian", "--interface", "wsgi", "--no-ws",
                "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4",
                "--static-path-route", "/media", "--static-path-mount", f"{folder}/media",
                "newsroom.wsgi:application",
            ],
            env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        base = f"http://127.0.0.1:{port}"
        try:
            _wait(base, server)
            yield base
        finally:
            server.terminate()
            server.wait(20)


def _wait(base: str, server: subprocess.Popen) -> None:
    for _ in range(240):
        if server.poll() is not None:
            raise CannotRun("il server non parte")
        try:
            with urllib.request.urlopen(f"{base}/robots.txt", timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.25)
    raise CannotRun("il server non risponde")
