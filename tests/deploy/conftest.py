"""The paper as it stands on a server: what `deploy/` says, with other paths and ports."""

from __future__ import annotations

import http.client
import os
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

DEPLOY = Path(settings.BASE_DIR) / "deploy"
HOST = "www.example.it"
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port: int, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Town:
    """A paper behind nginx. `papers` are the application servers, which can be stopped."""

    root: Path
    environment: dict[str, str]
    http_port: int = field(default_factory=free_port)
    https_port: int = field(default_factory=free_port)
    paper_port: int = field(default_factory=free_port)
    paper: subprocess.Popen | None = None
    nginx: subprocess.Popen | None = None

    def manage(self, *arguments: str) -> str:
        ran = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments], check=False,
            cwd=settings.BASE_DIR, env=self.environment, capture_output=True, text=True,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def run(self, code: str) -> str:
        """Do something in another process, as whoever writes does."""
        return self.manage(
            "shell", "--no-imports", "-c", f"from tests import factories as make\n{code}"
        )

    def start_paper(self) -> None:
        """The application server, by the line of the unit."""
        unit = (DEPLOY / "paper.service").read_text()
        [line] = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
        line = line.removeprefix("ExecStart=").replace("8000", str(self.paper_port))
        command = shlex.split(line)
        command[0] = str(Path(sys.executable).parent / Path(command[0]).name)
        self.paper = subprocess.Popen(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=self.environment, start_new_session=True,
            stdout=(self.root / "paper.log").open("ab"), stderr=subprocess.STDOUT,
        )  # fmt: skip
        wait_for(self.paper_port)

    def stop_paper(self) -> None:
        if self.paper is not None:
            os.killpg(self.paper.pid, signal.SIGKILL)
            self.paper.wait()
            self.paper = None

    def start_nginx(self) -> None:
        """nginx, by the files as they are, but for paths, ports and the certificate."""
        changes = {
            "/srv/paper/app/deploy": str(self.root / "deploy"),
            "/srv/paper/app/staticfiles": str(self.root / "static"),
            "/srv/paper": str(self.root),
            "/etc/ssl/paper": str(self.root / "ssl"),
            "127.0.0.1:8000": f"127.0.0.1:{self.paper_port}",
            "listen 80": f"listen 127.0.0.1:{self.http_port}",
            "listen 443": f"listen 127.0.0.1:{self.https_port}",
        }
        (self.root / "deploy" / "nginx").mkdir(parents=True)
        for path in (DEPLOY / "nginx").iterdir():
            text = path.read_text()
            for old, new in changes.items():
                text = text.replace(old, new)
            (self.root / "deploy" / "nginx" / path.name).write_text(text)
        (self.root / "ssl").mkdir()
        subprocess.run(  # noqa: S603
            ["/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", f"/CN={HOST}", "-keyout", self.root / "ssl/privkey.pem",
             "-out", self.root / "ssl/fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
        main = self.root / "nginx.conf"
        main.write_text(
            "\n".join([
                "user root;" if os.getuid() == 0 else "",  # a test's folders are its owner's
                f"pid {self.root}/nginx.pid; daemon off; error_log {self.root}/nginx.log;",
                "events {}",
                "http {",
                "access_log off; include /etc/nginx/mime.types;",
                *(f"{kind}_temp_path {self.root}/{kind};" for kind in _TEMPORARY),
                f"include {self.root}/deploy/nginx/paper.conf;",
                "}",
            ])
        )  # fmt: skip
        command = [shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), "-c", str(main)]
        tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)  # noqa: S603
        assert tested.returncode == 0, tested.stderr
        self.nginx = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
        wait_for(self.https_port)

    def ask(
        self, path: str, *, method: str = "GET", host: str = HOST, body: str | None = None,
        secure: bool = True, **headers: str,
    ) -> Answer:  # fmt: skip
        port = self.https_port if secure else self.http_port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.connect()
        if secure:
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            connection.sock = trusting.wrap_socket(connection.sock, server_hostname=HOST)
        sent = {"Host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, said, content)

    def stop(self) -> None:
        self.stop_paper()
        if self.nginx is not None:
            self.nginx.terminate()
            self.nginx.wait()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    if not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        pytest.skip("nginx is not installed (Debian: apt-get install nginx-light)")
    root = tmp_path_factory.mktemp("town")
    for folder in ("media", "static"):
        (root / folder).mkdir()
    (root / "secret_key").write_text("a key of this test alone, and of no other paper" * 2)
    environment = {
        name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "HOME"}
    } | {
        "DEBUG": "false",
        "SITE_URL": f"https://{HOST}",
        "SECRET_KEY_FILE": str(root / "secret_key"),
        "DATABASE_URL": f"sqlite:///{root}/db.sqlite3",
        "MEDIA_ROOT": str(root / "media"),
        "BEHIND_PROXY": "true",
        "STATIC_ROOT": str(root / "static"),
    }
    town = Town(root, environment)
    try:
        town.manage("migrate", "--verbosity", "0")
        town.manage("collectstatic", "--noinput", "--verbosity", "0")
        town.start_paper()
        town.start_nginx()
        yield town
    finally:
        town.stop()
