"""Papers of their own, on SQLite and on PostgreSQL, and the servers they need: to be stopped,
killed, and started again."""

from __future__ import annotations

import http.cookiejar
import itertools
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from django.conf import settings

from tests import ready

BASE = Path(settings.BASE_DIR)
_POSTGRESQL = Path("/usr/lib/postgresql/15/bin")


#: Below those that the system gives to whoever connects (Linux: from 32768), so that nobody is
#: given a port between its choice here and its use; each process of the tests begins elsewhere.
_PORTS = itertools.islice(itertools.cycle(range(20_000, 32_000)), os.getpid() * 997 % 12_000, None)


def free_port() -> int:
    """A port that nobody listens on; the next call gives another, even if this one is not used."""
    for port in _PORTS:
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("the ports never end")


def wait_for(port: int, seconds: float = 30) -> None:
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


class Cluster:
    """A PostgreSQL of these tests alone, which can go and come back."""

    #: The database with the tables of the paper, to be copied.
    TABLES = "paper_tables"

    def __init__(self, *, like: Path | None = None, follows: Cluster | None = None) -> None:
        """A new one, a copy of the files at `like`, or a replica that `follows` another."""
        self.root = Path(tempfile.mkdtemp(prefix="cluster"))
        self.port = free_port()
        self.is_running = False
        if os.geteuid() == 0:
            os.chown(self.root, pwd.getpwnam("postgres").pw_uid, -1)
        if follows:
            self._run(
                "pg_basebackup", "-h", "127.0.0.1", "-p", follows.port, "-U", "paper",
                "-D", self.root / "data", "-R", "-X", "stream", "-c", "fast",
            )  # fmt: skip
        elif like:
            subprocess.run(["/bin/cp", "-a", like, self.root / "data"], check=True)  # noqa: S603
        else:
            self._run(
                "initdb", "-D", self.root / "data", "-U", "paper", "--auth=trust",
                "--encoding=UTF8", "--locale=C.UTF-8",
            )  # fmt: skip
        self.start()

    @classmethod
    def with_tables(cls) -> Cluster:
        """A new one, with a database that has the tables of the paper."""

        def make(path: Path) -> None:
            cluster = cls()
            ready.migrate(cluster.make_database(cls.TABLES))
            cluster.stop("fast")
            shutil.move(cluster.root / "data", path)
            cluster.remove()

        return cls(like=ready.cluster(make))

    @staticmethod
    def is_installed() -> bool:
        return (_POSTGRESQL / "initdb").exists()

    def _run(self, program: str, *arguments: object) -> None:
        who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*who, str(_POSTGRESQL / program), *(str(each) for each in arguments)]
        subprocess.run(command, cwd="/", check=True, capture_output=True)  # noqa: S603

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1"
        options += f" -c unix_socket_directories={self.root}"
        # Processes are killed here, and not the machine: what they wrote, the system has.
        options += " -c fsync=off -c full_page_writes=off"
        self._run(
            "pg_ctl",
            "-D",
            self.root / "data",
            "-l",
            self.root / "log",
            "-w",
            "-o",
            options,
            "start",
        )
        self.is_running = True

    def stop(self, mode: str = "immediate") -> None:
        """Stop as a machine without current does, where no other mode of `pg_ctl` is named."""
        self._run("pg_ctl", "-D", self.root / "data", "-m", mode, "stop")
        self.is_running = False

    def pause(self) -> None:
        """A replica stands still: it answers, and follows no more."""
        self._ask("SELECT pg_wal_replay_pause()")

    def resume(self) -> None:
        self._ask("SELECT pg_wal_replay_resume()")

    def _ask(self, question: str) -> None:
        self._run(
            "psql", "-h", "127.0.0.1", "-p", self.port, "-U", "paper", "-d", "postgres",
            "-c", question,
        )  # fmt: skip

    def remove(self) -> None:
        if self.is_running:
            self.stop()
        shutil.rmtree(self.root, ignore_errors=True)

    def address(self, database: str) -> str:
        return f"postgres://paper@127.0.0.1:{self.port}/{database}"

    def make_database(self, name: str, *, like: str = "template1") -> str:
        self._run("createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "paper", "-T", like, name)
        return self.address(name)

    def load(self, name: str, dump: bytes) -> str:
        """A new database with what `pg_dump` said of another."""
        address = self.make_database(name, like="template0")
        psql = [str(_POSTGRESQL / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-d", address]
        subprocess.run(psql, input=dump, check=True, capture_output=True)  # noqa: S603
        return address


class Paper:
    """A paper of its own: its database, its uploads, and a server that can be killed. Its code is
    that of the project, or a copy that is to be changed."""

    code = BASE

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = {
            **os.environ,
            "DEBUG": "true",
            "SECRET_KEY": "prova",
            "PORT": str(self.port),
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(folder / "media"),
        }
        self.server: subprocess.Popen | None = None
        jar = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "manage.py", *words]

    def manage(self, *words: str) -> str:
        done = subprocess.run(  # noqa: S603  (our own command)
            self.command(*words), cwd=self.code, env=self.environment, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def ask(self, question: str) -> str:
        return self.manage("shell", "--no-imports", "-v0", "-c", question).strip()

    def start(self) -> None:
        self.server = subprocess.Popen(  # noqa: S603  (our own command)
            self.command("runserver", "--noreload", f"127.0.0.1:{self.port}"), cwd=BASE,
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(self.port)

    def kill(self) -> None:
        if self.server is not None:
            self.server.send_signal(signal.SIGKILL)
            self.server.wait()
            self.server = None

    def stand_as_on_a_server(self) -> None:
        """Run with DEBUG off: while developing, errors are shown to the developer."""
        static = shutil.copytree(ready.static_files(), self.folder / "static")
        self.environment |= {"DEBUG": "false", "STATIC_ROOT": str(static)}

    def get_as_a_reader(self, path: str) -> str:
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310  (our own)
            return answer.read().decode()

    def get_whatever(self, path: str) -> str:
        """The answer, be it an error."""
        try:
            return self.get_as_a_reader(path)
        except urllib.error.HTTPError as error:
            return error.read().decode()

    def get(self, path: str) -> str:
        with self.browser.open(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return answer.read().decode()

    def post(self, path: str, typed: dict[str, str]) -> str:
        address = f"http://127.0.0.1:{self.port}{path}"
        body = urllib.parse.urlencode(typed).encode()
        with self.browser.open(address, body, timeout=60) as answer:
            return answer.read().decode()

    def token(self, path: str) -> str:
        return re.search(r'csrfmiddlewaretoken" value="([^"]+)', self.get(path))[1]

    def log_in(self) -> None:
        who = {"login": "direttore", "password": "demo"}
        token = self.token("/admin/login/")
        self.post("/admin/login/?next=/admin/", {**who, "csrfmiddlewaretoken": token})


class Papers:
    """A source of papers: empty, or with their tables made."""

    def __init__(self, cluster: Cluster | None) -> None:
        self.cluster = cluster

    def empty(self, folder: Path, name: str) -> Paper:
        if self.cluster:
            return Paper(folder, self.cluster.make_database(name))
        return Paper(folder, f"sqlite:///{folder / name}.sqlite3")

    def new(self, folder: Path, name: str) -> Paper:
        if self.cluster:
            return Paper(folder, self.cluster.make_database(name, like=Cluster.TABLES))
        shutil.copy(ready.migrated_file(), folder / f"{name}.sqlite3")
        return Paper(folder, f"sqlite:///{folder / name}.sqlite3")
