"""The paper as it stands on a server: what `deploy/` says, with other paths and ports."""

from __future__ import annotations

import http.client
import os
import shlex
import shutil
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

from tests import ready
from tests.papers import Cluster, free_port, wait_for

DEPLOY = Path(settings.BASE_DIR) / "deploy"
HOST = "www.example.it"
_AS_NGINX = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: str = ""

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Town:
    """A paper behind nginx, on one machine or on several: the servers can be stopped."""

    root: Path
    environment: dict[str, str]
    machines: int = 1
    http_port: int = field(default_factory=free_port)
    https_port: int = field(default_factory=free_port)
    ports: list[int] = field(default_factory=list)
    papers: list[subprocess.Popen] = field(default_factory=list)
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

    def __post_init__(self) -> None:
        self.ports = [free_port() for _machine in range(self.machines)]

    def start_papers(self) -> None:
        """The application servers, by the line of the unit."""
        for port in self.ports:
            self._start_paper(port)

    def _start_paper(self, port: int) -> None:
        unit = (DEPLOY / "paper.service").read_text()
        [line] = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
        line = line.removeprefix("ExecStart=").replace("8000", str(port))
        command = shlex.split(line)
        command[0] = str(Path(sys.executable).parent / Path(command[0]).name)
        paper = subprocess.Popen(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=self.environment, start_new_session=True,
            stdout=(self.root / "paper.log").open("ab"), stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.papers.append(paper)
        wait_for(port)

    def stop_papers(self, number: int | None = None) -> None:
        """Stop all papers, or so many."""
        for paper in self.papers[:number]:
            os.killpg(paper.pid, signal.SIGKILL)
            paper.wait()
            self.papers.remove(paper)

    def start_again(self) -> None:
        self.stop_papers()
        self.start_papers()

    def start_nginx(self) -> None:
        """nginx, by the files as they are, but for paths, ports and the certificate."""
        changes = {
            "/srv/paper/app/deploy": str(self.root / "deploy"),
            "/srv/paper/app/staticfiles": str(self.root / "static"),
            "/srv/paper": str(self.root),
            "/etc/ssl/paper": str(self.root / "ssl"),
            "server 127.0.0.1:8000;": " ".join(f"server 127.0.0.1:{port};" for port in self.ports),
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
        secure: bool = True, machine: int | None = None, **headers: str,
    ) -> Answer:  # fmt: skip
        """The answer of nginx, or of one of the machines behind it."""
        port = self.https_port if secure else self.http_port
        if machine is not None:
            port, secure, headers = self.ports[machine], False, {**_AS_NGINX, **headers}
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
        answer_headers = {name.lower(): value for name, value in answer.getheaders()}
        cookies = ", ".join(answer.headers.get_all("Set-Cookie", []))
        return Answer(answer.status, answer_headers, content, cookies)

    def stop(self) -> None:
        self.stop_papers()
        if self.nginx is not None:
            self.nginx.terminate()
            self.nginx.wait()


def build(root: Path, database: str, machines: int = 1, **more: str) -> Town:
    (root / "media").mkdir()
    shutil.copytree(ready.static_files(), root / "static")
    (root / "secret_key").write_text("a key of this test alone, and of no other paper" * 2)
    environment = {
        name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "HOME"}
    } | {
        "DEBUG": "false",
        "SITE_URL": f"https://{HOST}",
        "SECRET_KEY_FILE": str(root / "secret_key"),
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(root / "media"),
        "BEHIND_PROXY": "true",
        "PROXY_CACHE": str(root / "cache"),
        "STATIC_ROOT": str(root / "static"),
        **more,
    }
    return Town(root, environment, machines)


@pytest.fixture(scope="module")
def nginx() -> None:
    if not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        pytest.skip("nginx is not installed (Debian: apt-get install nginx-light)")


@pytest.fixture(scope="module")
def town(nginx: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    root = tmp_path_factory.mktemp("town")
    shutil.copy(ready.migrated_file(), root / "db.sqlite3")
    town = build(root, f"sqlite:///{root}/db.sqlite3")
    try:
        town.start_papers()
        town.start_nginx()
        yield town
    finally:
        town.stop()


@pytest.fixture(scope="module")
def city(nginx: None, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Two machines on one PostgreSQL and one Redis, behind nginx."""
    if not (redis := shutil.which("redis-server")):
        pytest.skip("redis-server is not installed (Debian: apt-get install redis-server)")
    root, port = tmp_path_factory.mktemp("city"), free_port()
    shared = subprocess.Popen(  # noqa: S603
        [redis, "--port", str(port), "--save", "", "--dir", str(root)], stdout=subprocess.DEVNULL
    )
    cache = f"redis://127.0.0.1:{port}/0"
    city = build(
        root, cluster.make_database("city", like=Cluster.TABLES), machines=2, CACHE_URL=cache
    )
    try:
        city.start_papers()
        city.start_nginx()
        yield city
    finally:
        city.stop()
        shared.kill()
        shared.wait()
