"""Readers and writers together, for minutes: no answer fails, nobody waits long, memory stays flat.

    python benchmarks/load.py [--minutes 10] [--readers 6] [--writers 2] [--workers 2]

The paper runs as `make serve` runs it, on SQLite or, with DATABASE_URL, on PostgreSQL. Readers ask
for every kind of page, old and new; writers log in, write, save, publish, correct and send
pictures through the forms of the desk, as fast as they are answered. Ends with 1 where an answer
was an error, or where the memory of a worker grew in the second half.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import io
import os
import random
import re
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.servers import ROOT, Server, granian, run, say

ARTICLES = 2000
_GROWTH = 1.1  # of memory, in the second half
_WORDS = ["modello", "ricerca", "OpenAI", "DeepSeek", "calcolo", "dati"]


@dataclass
class Answers:
    """Answers that came: how often, how long it took, and what went wrong."""

    statuses: Counter[str] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def note(self, kind: str, status: int, took: float, address: str, text: str = "") -> None:
        self.statuses[f"{kind} {status}"] += 1
        self.times.setdefault(kind, []).append(took)
        if status >= 500 or status == 0 or "Il database non risponde" in text:
            self.wrong.append(f"{kind} {status} {address}")


class Browser:
    def __init__(self, server: Server, answers: Answers, kind: str) -> None:
        self.root = f"http://127.0.0.1:{server.port}"
        self.answers, self.kind = answers, kind
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> str:
        request = urllib.request.Request(self.root + path, body, headers)  # noqa: S310  (our own)
        start = time.perf_counter()
        status, text = 0, ""
        try:
            with self.opener.open(request, timeout=60) as answer:
                status, text = answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read().decode(errors="replace")
        except OSError as error:
            text = str(error)
        kind = f"{self.kind} {'POST' if body else 'GET'}"
        self.answers.note(kind, status, time.perf_counter() - start, path, text)
        return text

    def send(self, path: str, typed: dict[str, str]) -> str:
        return self.ask(path, urllib.parse.urlencode(typed).encode())


def read(server: Server, answers: Answers, over: Event, seed: int) -> None:
    dice = random.Random(seed)
    browser = Browser(server, answers, "lettore")
    known = ["/", "/articoli/", "/organizzazioni/", "/autori/", "/feed/", "/sitemap.xml"]
    while not over.is_set():
        page = browser.ask(dice.choice(known[:6] if dice.random() < 0.3 else known))
        found = re.findall(
            r'href="(/(?:articoli|organizzazioni|autori|temi|archivio)/[^"]+)"', page
        )
        known += dice.sample(found, min(3, len(found)))
        known += [f"/cerca/?q={word}" for word in dice.sample(re.findall(r"[a-z]{6,}", page), 1)]
        del known[6:-500]


def write(server: Server, answers: Answers, over: Event, seed: int) -> None:
    browser = Browser(server, answers, "redazione")
    dice = random.Random(seed)

    def token(path: str) -> str:
        found = re.search(r'csrfmiddlewaretoken" value="([^"]+)', browser.ask(path))
        return found[1] if found else ""

    add = "/admin/articles/article/add/"
    login = {"login": f"penna{seed}", "password": "demo", "csrfmiddlewaretoken": ""}
    browser.send("/admin/login/", {**login, "csrfmiddlewaretoken": token("/admin/login/")})
    number = 0
    while not over.is_set():
        number += 1
        words = " ".join(
            dice.choices(["modello", "ricerca", "OpenAI", "DeepSeek", "calcolo", "dati"], k=300)
        )
        headline = f"Scritto {seed} {number}"
        form = {
            "csrfmiddlewaretoken": token(add), "_copy": str(uuid.uuid4()), "_base": "0",
            "kind": "news", "language": "it", "headline": headline, "section": "1",
            "body": f"<p>{words}.</p>" * 3, "byline_authors": "1", "links_organizations": "on",
            "ai_use": "none",
            "sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0",
            "initial-named_organizations": "", "_continue": "1", "_step": "publish",
        }  # fmt: skip
        browser.send(add, form)
        if number % 5 == 0:
            send_picture(browser, token("/admin/articles/picture/add/"), number)
        browser.ask(f"/admin/articles/article/?q={urllib.parse.quote(headline)}")


def send_picture(browser: Browser, token: str, number: int) -> None:
    from PIL import Image

    file = io.BytesIO()
    Image.effect_noise((1600, 1000), 60).convert("RGB").save(file, "JPEG")
    fields = {
        "csrfmiddlewaretoken": token, "alt": "Una prova", "credit": "Noi", "focal_x": "50",
        "focal_y": "50",
    }  # fmt: skip
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    named = f'name="file"; filename="prova{number}.jpg"'
    parts += [
        f"--{edge}\r\nContent-Disposition: form-data; {named}\r\n\r\n".encode(),
        file.getvalue(), f"\r\n--{edge}--\r\n".encode(),
    ]  # fmt: skip
    kind = f"multipart/form-data; boundary={edge}"
    browser.ask("/admin/articles/picture/upload/", b"".join(parts), **{"Content-Type": kind})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--readers", type=int, default=6)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    python = ROOT / ".venv" / "bin" / "python"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = {
            "DEBUG": "false", "SECRET_KEY": "k" * 60, "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"), "PYTHONPATH": str(ROOT),
            "SITE_URL": "http://127.0.0.1:{port}",
            "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder / 'db.sqlite3'}"),
        }  # fmt: skip
        prepared = {**environment, "SITE_URL": "http://127.0.0.1:8000"}
        run([python, "manage.py", "migrate", "-v0"], ROOT, prepared)
        run([python, "manage.py", "collectstatic", "--noinput", "-v0"], ROOT, prepared)
        accounts = f"[make.make_user(f'penna{{n}}', 'Direttore') for n in range({options.writers})]"
        code = "from tests import factories as make; make.make_section('Cronaca'); "
        code += f"make.make_author(); make.make_organization('OpenAI'); {accounts}"
        run([python, "manage.py", "shell", "--no-imports", "-c", code], ROOT, prepared)
        run([python, "manage.py", "populate", str(ARTICLES)], ROOT, prepared)
        command = granian(python, "newsroom.wsgi")
        command[command.index("--workers") + 1] = str(options.workers)
        server = Server(stack, command, ROOT, environment)
        answers, over = Answers(), Event()
        threads = [
            Thread(target=read, args=(server, answers, over, n)) for n in range(options.readers)
        ]
        threads += [
            Thread(target=write, args=(server, answers, over, n)) for n in range(options.writers)
        ]
        for thread in threads:
            thread.start()
        memory = []
        steps = max(int(options.minutes * 6), 4)
        for step in range(steps):
            time.sleep(options.minutes * 60 / steps)
            memory.append(server.worker_memory())
            say(f"{(step + 1) * options.minutes / steps:5.1f} min  {memory[-1]:.0f} MB")
        over.set()
        for thread in threads:
            thread.join()
    return report(answers, memory)


def report(answers: Answers, memory: list[float]) -> int:
    for kind, times in sorted(answers.times.items()):
        ordered = sorted(times)
        at = statistics.median(ordered), ordered[int(len(ordered) * 0.99)], ordered[-1]
        figures = ", ".join(f"{value * 1000:.0f} ms" for value in at)
        say(
            f"{kind}: {len(times)}; metà in {figures.split(', ')[0]}; "
            f"99 su cento, il peggiore: {figures}"
        )
    say(f"Risposte: {dict(sorted(answers.statuses.items()))}")
    half = len(memory) // 2
    growth = max(memory[half:]) / max(memory[:half])
    say(f"Memoria di un processo: {memory[0]:.0f} -> {memory[-1]:.0f} MB ({growth:.2f} volte)")
    for line in answers.wrong[:20]:
        say(f"SBAGLIATA: {line}")
    return 1 if answers.wrong or growth > _GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
