"""Servers that are measured: each on a port of its own, until a measure ends."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATH = f"{os.environ['PATH']}:/usr/sbin"

MAIN = """
pid {folder}/nginx.pid; daemon off; error_log {folder}/nginx.log; {user}
worker_processes 1;
events {{ worker_connections 512; }}
http {{
  access_log off; include /etc/nginx/mime.types;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {before}
  server {{ listen 127.0.0.1:PORT; server_name 127.0.0.1; {inside} }}
}}
"""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A server on a port of its own, until the stack is closed."""

    def __init__(
        self, stack: ExitStack, command: list[str], folder: Path, environment: dict[str, str]
    ) -> None:
        self.port = free_port()
        command = [word.replace("PORT", str(self.port)) for word in command]
        environment = {
            name: value.replace("{port}", str(self.port)) for name, value in environment.items()
        }
        log = (Path(tempfile.gettempdir()) / f"bench-{self.port}.log").open("wb")
        self.process = subprocess.Popen(  # noqa: S603
            command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log
        )
        stack.callback(self._stop)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise SystemExit(f"{command[0]} non parte: {log.name}")

    def _stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            answer_headers = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status, answer_headers, answer.read()

    def worker_memory(self) -> float:
        """Return the memory of the worker, in megabytes."""
        children = subprocess.run(  # noqa: S603
            ["/usr/bin/pgrep", "-P", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        sizes = []
        for pid in children:
            found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
            sizes.append(int(found[1]) / 1024 if found else 0.0)
        return max(sizes)


def granian(python: Path, module: str) -> list[str]:
    """Return the command with which `make serve` starts the paper."""
    return [
        str(python.parent / "granian"), "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1",
        "--port", "PORT", "--workers", "1", "--blocking-threads", "2", f"{module}:application",
    ]  # fmt: skip


def run(command: list[str | Path], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603
        [str(word) for word in command],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr}")
    return done.stdout


def nginx(stack: ExitStack, folder: Path, *, before: str = "", inside: str = "") -> Server:
    folder.mkdir()
    text = MAIN.format(
        folder=folder, before=before, inside=inside,
        user="user root;" if os.getuid() == 0 else "",
    )  # fmt: skip
    script = folder / "start"
    # The port is known when the server is started: it is written into the configuration there.
    (folder / "template").write_text(text)
    script.write_text(
        f"#!/bin/sh\nsed s/PORT/$1/ {folder}/template > {folder}/nginx.conf\n"
        f"exec {shutil.which('nginx', path=PATH)} -c {folder}/nginx.conf\n"
    )
    script.chmod(0o755)
    return Server(stack, [str(script), "PORT"], folder, {})


def behind_nginx(paper: Server, root: Path) -> tuple[str, str]:
    """Return the parts of the configuration in `deploy/nginx` that serve readers."""
    given = (ROOT / "deploy/nginx/paper.conf").read_text()
    before = given[: given.index("# Who asks by another name")]
    inside = (ROOT / "deploy/nginx/paper.locations").read_text()
    changes = {
        "/srv/paper/app/deploy": str(ROOT / "deploy"),
        "/srv/paper/app/staticfiles": str(root / "static"),
        "/srv/paper": str(root),
        "127.0.0.1:8000": f"127.0.0.1:{paper.port}",
    }
    for old, new in changes.items():
        before, inside = before.replace(old, new), inside.replace(old, new)
    return before, inside
