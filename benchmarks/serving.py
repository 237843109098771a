"""Measures how the paper serves its pages beside others on this machine: an empty view of Django, a
Wagtail site with the same articles, nginx with a file. `make bench` runs it.

    python benchmarks/serving.py [--seconds 3] [--rounds 5] [--pieces 1000]

One worker each, eight connections; they are asked in turns, and the medians count. Prints one
table, and ends with 1 where a target is missed. It needs wrk and nginx (Debian: wrk, nginx-light),
and makes an environment for Wagtail beside its own (`benchmarks/peers/wagtail/.venv`).
"""

from __future__ import annotations

import argparse
import html
import json
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benchmarks" / "peers"
CONNECTIONS = 8
PAGES = 10_000  # different ones, after which the memory of a worker is looked at
PATH = f"{os.environ['PATH']}:/usr/sbin"


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
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)  # noqa: S310
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            said = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status, said, answer.read()

    def worker_memory(self) -> float:
        """What the worker holds, in megabytes."""
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
    """As `make serve` starts it."""
    return [
        str(python.parent / "granian"), "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1",
        "--port", "PORT", "--workers", "1", "--blocking-threads", "2", f"{module}:application",
    ]  # fmt: skip


def rate(server: Server, path: str, seconds: int, headers: dict[str, str]) -> float:
    """Requests a second; every answer must be as it should."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run(  # noqa: S603
        [*command, f"http://127.0.0.1:{server.port}{path}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in said or "If-None-Match" in headers, said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found, said
    return float(found[1])


Contestant = tuple[str, Callable[[int], float]]


def compare(contestants: list[Contestant], seconds: int, rounds: int) -> dict[str, float]:
    """The median of each, asked in turns."""
    measured: dict[str, list[float]] = {name: [] for name, _ask in contestants}
    for _ in range(rounds):
        for name, ask in contestants:
            measured[name].append(ask(seconds))
    return {name: statistics.median(values) for name, values in measured.items()}


def run(command: list[str | Path], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603
        [str(word) for word in command],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr}")
    return done.stdout


def wagtail_python() -> Path:
    folder = PEERS / "wagtail"
    python = folder / ".venv" / "bin" / "python"
    stamp = folder / ".venv" / ".installed"
    if not stamp.exists() or stamp.stat().st_mtime < (folder / "requirements.txt").stat().st_mtime:
        say("Installo Wagtail in benchmarks/peers/wagtail/.venv…")
        run([sys.executable, "-m", "venv", ".venv"], folder, {})
        run([python, "-m", "pip", "install", "--quiet", "-r", "requirements.txt"], folder, {})
        stamp.touch()
    return python


EXPORT = """
import json
from articles.models import Article
pieces = [
    {"headline": a.headline, "kicker": a.kicker, "standfirst": a.standfirst, "body": a.body,
     "author": a.signatures[0].name, "tags": [tag.name for tag in a.tags.all()], "slug": a.slug}
    for a in Article.objects.published().newest_first() if a.signatures
]
print(json.dumps(pieces))
"""

STORE = """
import io, json, time
from pathlib import Path
from django.core.management import call_command
from django.urls import reverse
files = sorted(map(str, Path("{files}").iterdir()))
reverse("articles:article", args=["-"])
started = time.perf_counter()
call_command("import_articles", *files, section="modelli", publish=True, stdout=io.StringIO())
print(json.dumps(time.perf_counter() - started))
"""

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
    """What of the configuration that is given serves readers, for this paper."""
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pieces", type=int, default=1000)
    asked = parser.parse_args()
    for tool, package in (("wrk", "wrk"), ("nginx", "nginx-light")):
        if not shutil.which(tool, path=PATH):
            raise SystemExit(f"Serve {tool} (su Debian: apt-get install {package}).")
    python = Path(sys.executable)
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        (root / "key").write_text("a key of this measure and of no paper " * 2)
        own = {
            "DEBUG": "false",
            "SECRET_KEY_FILE": str(root / "key"),
            "DATABASE_URL": f"sqlite:///{root}/db.sqlite3",
            "MEDIA_ROOT": str(root / "media"),
            "STATIC_ROOT": str(root / "static"),
            # One address for all the servers of this paper, so that its pages are made once.
            "SITE_URL": "http://127.0.0.1",
        }
        manage = [python, "manage.py"]
        say("Preparo il giornale…")
        for command in (
            ["migrate", "-v0"],
            ["prepare_demo"],
            ["collectstatic", "-v0", "--noinput"],
        ):
            run([*manage, *command], ROOT, own)
        articles = json.loads(run([*manage, "shell", "--no-imports", "-c", EXPORT], ROOT, own))
        run([*manage, "populate", str(asked.pieces)], ROOT, own)
        run([*manage, "render_pieces"], ROOT, own)
        peer_python = wagtail_python()
        say("Preparo Wagtail…")
        (root / "pieces.json").write_text(json.dumps(articles))
        peer_environment = {"PEER_DATABASE": str(root / "peer.sqlite3")}
        folder = PEERS / "wagtail"
        run([peer_python, "manage.py", "migrate", "-v0"], folder, peer_environment)
        stored = json.loads(
            run([peer_python, "manage.py", "fill", str(root / "pieces.json"), str(asked.pieces)],
                folder, peer_environment)
        )  # fmt: skip

        application = granian(python, "newsroom.wsgi")
        paper = Server(stack, application, ROOT, own)
        making = Server(stack, application, ROOT, {**own, "PAGES_IN_MEMORY": "0"})
        proxied = Server(stack, application, ROOT, {**own, "BEHIND_PROXY": "true"})
        bare = Server(stack, granian(python, "bare"), PEERS, {})
        wagtail = Server(stack, granian(peer_python, "peer.wsgi"), folder, peer_environment)
        front = nginx(
            stack, root / "front",
            **dict(zip(("before", "inside"), behind_nginx(proxied, root), strict=True)),
        )  # fmt: skip

        article = f"/articoli/{articles[0]['slug']}/"
        _status, _headers, index = wagtail.get("/")
        peer_article = re.findall(rb'<h2><a href="(/[^"]+)"', index)[0].decode()
        (root / "files").mkdir()
        _status, said, page = paper.get(article)
        (root / "files" / "page.html").write_bytes(page)
        file = nginx(stack, root / "file", inside=f"root {root}/files;")
        mark = {"If-None-Match": said["etag"]}

        def contestant(
            name: str, server: Server, path: str, headers: dict[str, str] | None = None
        ) -> Contestant:
            return name, lambda seconds: rate(server, path, seconds, headers or {})

        rounds: list[list[Contestant]] = [
            [
                contestant("Wagtail, un pezzo", wagtail, peer_article),
                contestant("un pezzo, rifatto", making, article),
                contestant("Wagtail, un elenco", wagtail, "/"),
                contestant("Wagtail, a metà elenco", wagtail, "/?page=25"),
                contestant("un elenco, rifatto", making, "/articoli/"),
                contestant("un dossier, rifatto", making, "/organizzazioni/openai/"),
                contestant("la prima pagina, rifatta", making, "/"),
            ],
            [
                contestant("vista vuota", bare, "/"),
                contestant("un pezzo", paper, article),
                contestant("un pezzo, brotli", paper, article, {"Accept-Encoding": "br"}),
                contestant("la prima pagina", paper, "/"),
                contestant("un elenco", paper, "/articoli/"),
                contestant("un dossier", paper, "/organizzazioni/openai/"),
                contestant("304", paper, article, mark),
            ],
            [
                contestant("nginx, il file", file, "/page.html"),
                contestant("nginx, il pezzo", front, article),
            ],
        ]
        got: dict[str, float] = {}
        for group in rounds:
            got |= compare(group, asked.seconds, asked.rounds)
        own_rate = storing_rate(manage, root, {**own, "BACKGROUND": "database"}, articles)
        memory = memory_after(making_pages(paper, PAGES), paper)
        peer_rate = stored["stored"] / stored["seconds"]
    return report(got, own_rate, peer_rate, memory)


def storing_rate(
    manage: list[str | Path], root: Path, environment: dict[str, str], articles: list[dict]
) -> float:
    """Articles a second through `import_articles`, from a thousand files: published, as the peer
    publishes, tied and found; the pages of each are a worker's. As there, the clock starts when
    Django has."""
    files = root / "texts"
    files.mkdir()
    for number in range(1000):
        article = articles[number % len(articles)]
        text = re.sub(r"<[^>]+>", "", article["body"].replace("</p>", "\n\n"))
        body = f"{article['headline']} {number}.\n\n{text.strip()}\n\nDi Fantasy\n"
        (files / f"{number}.txt").write_text(body)
    said = run(
        [*manage, "shell", "--no-imports", "-c", STORE.format(files=files)], ROOT, environment
    )
    return 1000 / json.loads(said)


def making_pages(paper: Server, count: int) -> Callable[[], None]:
    """Asks for so many different pages as a crawler would: from the front page on, whatever a page
    leads to, and where that ends, searches."""

    def ask() -> None:
        known = {"/"}
        waiting = deque(known)
        searches = (f"/cerca/?q=parola+{number}" for number in range(count))
        for _ in range(count):
            path = waiting.popleft() if waiting else next(searches)
            try:
                _status, said, page = paper.get(path, **{"Accept-Encoding": "br"})
            except OSError as error:
                raise SystemExit(f"{path}: {error}") from error
            if said.get("content-encoding") == "br":
                page = brotli.decompress(page)
            for link in re.findall(r'href="(/[^"#]*)', page.decode(errors="replace")):
                path = html.unescape(link)
                if path not in known and not path.startswith(("/static/", "/media/", "/admin/")):
                    known.add(path)
                    waiting.append(path)

    return ask


def memory_after(ask: Callable[[], None], paper: Server) -> tuple[float, float]:
    """The memory of the worker before and after, in megabytes."""
    before = paper.worker_memory()
    ask()
    return before, paper.worker_memory()


def report(
    got: dict[str, float], own_rate: float, peer_rate: float, memory: tuple[float, float]
) -> int:
    rows: list[tuple[str, str, float, float]] = []
    for name, against, target in (
        ("un pezzo, rifatto", "Wagtail, un pezzo", 10.0),
        ("un elenco, rifatto", "Wagtail, un elenco", 10.0),
        ("un dossier, rifatto", "Wagtail, un elenco", 10.0),
        ("un pezzo", "vista vuota", 1.0),
        ("un pezzo, brotli", "vista vuota", 1.0),
        ("la prima pagina", "vista vuota", 1.0),
        ("un elenco", "vista vuota", 1.0),
        ("un dossier", "vista vuota", 1.0),
        ("304", "vista vuota", 1.2),
        ("nginx, il pezzo", "nginx, il file", 0.8),
    ):
        rows.append((name, against, got[name] / got[against], target))
    python = platform.python_version()
    say(f"\n{platform.platform()}, Python {python}, {os.cpu_count()} processori\n")
    say("| che cosa | richieste al secondo |\n| --- | ---: |")
    for name, value in got.items():
        figure = f"{value:,.0f}".replace(",", ".")
        say(f"| {name} | {figure} |")
    say("\n| che cosa | contro | rapporto | almeno | |\n| --- | --- | ---: | ---: | --- |")
    rows.append(("pezzi salvati al secondo", "Wagtail", own_rate / peer_rate, 20.0))
    missed = 0
    for name, against, ratio, target in rows:
        missed += ratio < target
        said = "" if ratio >= target else "manca"
        say(f"| {name} | {against} | {ratio:.2f} | {target:g} | {said} |")
    say(f"\nPezzi salvati al secondo: {own_rate:.0f}; Wagtail {peer_rate:.0f}.")
    before, after = memory
    say(f"Memoria di un processo: {before:.0f} MB, dopo 10.000 pagine {after:.0f} (al più 150).")
    missed += after > 150
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
