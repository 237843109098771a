"""kill -9 in the middle of saving: the piece is as it was, whole, and the text is in its copy."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="starts a paper of its own, on SQLite"
)

BASE = Path(settings.BASE_DIR)


class Paper:
    """A paper of its own, on a server that can be killed."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            **os.environ,
            "DEBUG": "true",
            "SECRET_KEY": "prova",
            "PORT": str(self.port),
            "DATABASE_URL": f"sqlite:///{folder / 'paper.sqlite3'}",
            "MEDIA_ROOT": str(folder / "media"),
        }
        self.manage("migrate", "--verbosity", "0")
        self.manage("prepare_demo")
        jar = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(  # noqa: S603  (our own command)
            command, cwd=BASE, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{self.port}"]
        self.server = subprocess.Popen(  # noqa: S603  (our own command)
            command,
            cwd=BASE,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)  # nothing tells when another process listens
        pytest.fail("the server does not start")

    def kill(self) -> None:
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()

    def get(self, path: str) -> str:
        with self.browser.open(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return answer.read().decode()

    def post(self, path: str, typed: dict[str, str]) -> str:
        address = f"http://127.0.0.1:{self.port}{path}"
        body = urllib.parse.urlencode(typed).encode()
        with self.browser.open(address, body, timeout=60) as answer:
            return answer.read().decode()

    def log_in(self) -> None:
        page = self.get("/admin/login/")
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)[1]
        who = {"username": "direttore", "password": "demo", "csrfmiddlewaretoken": token}
        self.post("/admin/login/?next=/admin/", who)


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    paper = Paper(tmp_path)
    paper.start()
    yield paper
    paper.kill()


def test_a_server_killed_while_it_saves_loses_nothing(paper: Paper):
    paper.log_in()
    page = paper.get("/admin/articles/article/add/")
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)[1]
    key = str(uuid.uuid4())
    long = "".join(f"<p>Capoverso {n} di OpenAI, lungo quanto basta.</p>" for n in range(12_000))
    typed = {
        "csrfmiddlewaretoken": token, "_copy": key, "_base": "0", "kind": "news",
        "language": "it", "headline": "Scritto e mai salvato", "body": f"{long}<p>La fine.</p>",
        "sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0",
        "initial-named_organizations": "", "_continue": "1",
    }  # fmt: skip
    told = {"_holder": "prova", "_article": ""}
    assert '"saved"' in paper.post("/admin/articles/article/copies/write/", {**typed, **told})

    failed: list[Exception] = []

    def save() -> None:
        try:
            paper.post("/admin/articles/article/add/", typed)
        except (urllib.error.URLError, OSError) as error:
            failed.append(error)

    saving = Thread(target=save)
    saving.start()
    time.sleep(0.5)  # in the middle of it: a text this long takes longer
    paper.kill()
    saving.join()
    assert failed, "it was saved before it could be killed"

    paper.start()
    assert paper.manage("shell", "-v0", "-c", QUESTION).split() == ["0", "0", "ok", "True"]
    page = paper.get("/admin/articles/article/add/")
    assert "Scritto e mai salvato" in page
    assert key in page


QUESTION = """
from django.db import connection
from articles.models import Article, ArticleVersion, WorkingCopy
print(Article.objects.filter(headline="Scritto e mai salvato").count())
print(ArticleVersion.objects.filter(headline="Scritto e mai salvato").count())
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check")
    print(cursor.fetchone()[0])
print("La+fine." in WorkingCopy.objects.unfinished().get().typed)
"""
