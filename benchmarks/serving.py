"""Measures how the paper serves its pages beside others on this machine: an empty view of Django, a
Wagtail site with the same articles, nginx with a file. `make bench` runs it.

    python benchmarks/serving.py [--seconds 3] [--rounds 5] [--pieces 1000]

One worker each, eight connections; they are asked in turns, and the medians count. Prints one
table, and ends with 1 where a target is missed. It needs wrk and nginx (Debian: wrk, nginx-light),
and makes an environment for Wagtail beside its own (`benchmarks/peers/wagtail/.venv`).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.crawling import making_pages, memory_after
from benchmarks.measures import Measure, at_least, at_most, write
from benchmarks.servers import PATH, Server, behind_nginx, granian, nginx, run, say
from benchmarks.storing import storing_rate

PEERS = ROOT / "benchmarks" / "peers"
CONNECTIONS = 8
PAGES = 10_000  # different ones, after which the memory of a worker is looked at


def rate(server: Server, path: str, seconds: int, headers: dict[str, str]) -> float:
    """Return the requests a second; every answer must be as it should."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    output = subprocess.run(  # noqa: S603
        [*command, f"http://127.0.0.1:{server.port}{path}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in output or "If-None-Match" in headers, output
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    assert found, output
    return float(found[1])


Contestant = tuple[str, Callable[[int], float]]


def compare(contestants: list[Contestant], seconds: int, rounds: int) -> dict[str, float]:
    """Return the median of each, asked in turns."""
    measured: dict[str, list[float]] = {name: [] for name, _ask in contestants}
    for _ in range(rounds):
        for name, ask in contestants:
            measured[name].append(ask(seconds))
    return {name: statistics.median(values) for name, values in measured.items()}


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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pieces", type=int, default=1000)
    parser.add_argument("--results", type=Path, help="a file for the measures, as JSON")
    options = parser.parse_args()
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
        run([*manage, "populate", str(options.pieces)], ROOT, own)
        run([*manage, "render_pieces"], ROOT, own)
        peer_python = wagtail_python()
        say("Preparo Wagtail…")
        (root / "pieces.json").write_text(json.dumps(articles))
        peer_environment = {"PEER_DATABASE": str(root / "peer.sqlite3")}
        folder = PEERS / "wagtail"
        run([peer_python, "manage.py", "migrate", "-v0"], folder, peer_environment)
        stored = json.loads(
            run([peer_python, "manage.py", "fill", str(root / "pieces.json"), str(options.pieces)],
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
        _status, answer_headers, page = paper.get(article)
        (root / "files" / "page.html").write_bytes(page)
        file = nginx(stack, root / "file", inside=f"root {root}/files;")
        mark = {"If-None-Match": answer_headers["etag"]}

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
            got |= compare(group, options.seconds, options.rounds)
        own_rate = storing_rate(manage, root, {**own, "BACKGROUND": "database"}, articles)
        memory = memory_after(making_pages(paper, PAGES), paper)
        peer_rate = stored["stored"] / stored["seconds"]
    measures = report(got, own_rate, peer_rate, memory)
    write(measures, options.results)
    return 0 if all(each.is_met for each in measures) else 1


def report(
    got: dict[str, float], own_rate: float, peer_rate: float, memory: tuple[float, float]
) -> list[Measure]:
    """Print the tables, and return the ratios and the memory beside their targets."""
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
    measures = []
    for name, against, ratio, target in rows:
        measure = at_least(f"{name}, contro {against}", ratio, target, unit="volte")
        measures.append(measure)
        verdict = "" if measure.is_met else "manca"
        say(f"| {name} | {against} | {ratio:.2f} | {target:g} | {verdict} |")
    say(f"\nPezzi salvati al secondo: {own_rate:.0f}; Wagtail {peer_rate:.0f}.")
    before, after = memory
    say(f"Memoria di un processo: {before:.0f} MB, dopo 10.000 pagine {after:.0f} (al più 150).")
    measures.append(at_most("memoria dopo 10.000 pagine", after, 150, unit="MB"))
    return measures


if __name__ == "__main__":
    sys.exit(main())
