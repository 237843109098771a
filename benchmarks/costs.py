"""Measures what somebody can make the paper do: each with its input, and with ten times as much.

    python benchmarks/costs.py [--pieces 1000] [--only texts|loading|pictures]

Prints tables, and ends with 1 where ten times as much costs more than twelve times as long, where
loading an article costs more than 5 milliseconds beyond its rows, or where two pictures of sixty
megapixels that are sent at once take more than a gigabyte or let a reader wait for 200
milliseconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import os
import re
import struct
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.serving import Server, granian, run

AT_MOST = 12
TIMES = 3


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Case(NamedTuple):
    """What is asked of the paper, `work`, with a number of characters of a `unit`."""

    name: str
    unit: str
    size: int
    work: Callable[[str], object]


def cases() -> Iterator[Case]:
    """What is written to keep a machine busy, and what the paper does with it."""
    from articles.importing import plain_text
    from articles.linking import Finder, KnownName, ParsedText, newcomers
    from articles.quoting import place_of, quotes
    from articles.search import Query, index_words, sentence_with
    from articles.text import diff, erased_names, markup, proofreading, typography

    finder = Finder([KnownName("OpenAI", 1), KnownName("A", 2)])

    def quoting(text: str) -> object:
        article = ParsedText.read(("", "", text), finder)
        return quotes(article.parts[2], [], people=article.known_people, on=dt.date(2026, 11, 28))

    def touched(text: str) -> object:
        return diff.touched(headline=("", ""), text=(text, f"{text}1"))

    def merged(text: str) -> object:
        words = text.split()
        return diff.merge(words, [*words, "x"], ["y", *words])

    texts: list[tuple[str, str, int, Callable[[str], object]]] = [
        ("una ricerca che trova punti", ".", 6_000,
         lambda text: sentence_with(f"{text} parola", frozenset(["parol"]))),
        ("una ricerca di molte parole", "parola ", 20_000, Query.read),
        ("le parole di un testo", "parola, ", 20_000, index_words),
        ("un testo di soli spazi, importato", " ", 20_000,
         lambda text: plain_text.headline_and_rest(f"{text}x")),
        ("punti e virgolette, importati", ".» ", 20_000,
         lambda text: plain_text.shorten_to_sentence(f"{text}x", 300)),
        ("virgolette che non si chiudono", "«", 10_000,
         lambda text: proofreading.open_quotations(text + "”" * len(text))),
        ("apostrofi, composti", " 'a", 20_000, typography.set_text),
        ("virgolette diritte, composte", '"a" ', 20_000, typography.set_text),
        ("nomi, da cercare", "A e ", 20_000, finder.find),
        ("nomi nuovi", "Aba Bab. ", 20_000,
         lambda text: newcomers(ParsedText.read(("", "", text), finder))),
        ("citazioni", "«a» ha detto A. ", 20_000, quoting),
        ("parole citate, da ritrovare", "a ", 60_000, lambda text: place_of(f"{text}x", text)),
        ("un nome da levare", "Mario ", 20_000,
         lambda text: erased_names.without_names(text, ["Mario Rossi", "Rossi"], "M. R.")),
        ("che cosa cambia", "1. «A» ", 20_000, touched),
        ("due testi a confronto", "a b ", 6_000,
         lambda text: diff.compare_texts(text, text.replace("b", "c"))),
        ("due testi da unire", "a b ", 2_000, merged),
    ]  # fmt: skip
    for each in texts:
        yield Case(*each)
    yield Case("segni che si combinano", "\u0301\u0316", 6_000,
               lambda text: markup.clean_html(f"<p>a{text}</p>"))  # fmt: skip
    yield Case("segni che si combinano, cercati", "\u0301\u0316", 6_000, Query.read)
    nested = ("<blockquote>", "<ul><li>a", "<em>a", "<div>a", "<b><p>a</b>", "<dl><dt>a<dd>",
              "<x-y>a", "<a href='/x'>a", "<table>a", "</p>", "<!--", "<p ",
              "<p>a</p>")  # fmt: skip
    for tag in nested:
        yield Case(f"HTML: {tag}", tag, 24_000, markup.clean_html)


def cpu(work: Callable[[str], object], given: str) -> float:
    """The processor's seconds, of the best of some times."""
    best = float("inf")
    for _ in range(TIMES):
        gc.collect()
        gc.disable()
        begun = time.process_time()
        work(given)
        best = min(best, time.process_time() - begun)
        gc.enable()
    return best


def ratio_of(case: Case, times: int = 10) -> tuple[float, float, float]:
    """What a case costs, what it costs with so many times as much, and how many times that is; of
    what is nothing, a thousandth of a second."""
    few, many = (
        cpu(case.work, case.unit * (case.size * scale // len(case.unit))) for scale in (1, times)
    )
    return few, many, max(many, 0.001) / max(few, 0.001)


def measure_texts() -> bool:
    """Print the table; whether each costs what it may."""
    say(f"| che cosa | caratteri | millesimi | dieci volte tanto | volte, al più {AT_MOST} | |")
    say("| --- | ---: | ---: | ---: | ---: | --- |")
    held = True
    for case in cases():
        few, many, ratio = ratio_of(case)
        held &= ratio <= AT_MOST
        say(
            f"| {case.name.replace('<', '&lt;')} | {case.size} | {few * 1000:.1f} "
            f"| {many * 1000:.1f} | {ratio:.1f} | {'' if ratio <= AT_MOST else '·'} |"
        )
    return held


# Loading a paper that was dumped

ENVIRONMENT = {"DEBUG": "true", "SECRET_KEY": "misure"}
BEYOND_ROWS = 5  # milliseconds of the processor, for an article

LOAD = """
import json, resource, sys, time
from django.core.management import call_command
import articles.publishing
module = sys.modules["articles.publishing.articles.fixtures"]
derive, spent = module.derive_articles, []
def measured(keys):
    begun = time.process_time()
    derive(keys)
    spent.append(time.process_time() - begun)
module.derive_articles = measured
begun = time.process_time()
call_command("loaddata", "{path}", verbosity=0)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.process_time() - begun, sum(spent), peak]))
"""


def measure_loading(articles: int) -> bool:
    """Dump papers of so many articles and of a tenth of them, load each, print what it cost;
    whether that is what it may."""
    say("")
    say("| pezzi caricati con loaddata | millesimi a pezzo | oltre le righe, al più 5 | MB |  |")
    say("| ---: | ---: | ---: | ---: | --- |")
    held = True
    for count in (articles // 10, articles):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            full, empty = (
                {
                    **ENVIRONMENT,
                    "DATABASE_URL": f"sqlite:///{folder / each}.sqlite3",
                    "MEDIA_ROOT": str(folder / "media"),
                }
                for each in ("full", "empty")
            )
            manage = [sys.executable, "manage.py"]
            dump = folder / "dump.jsonl"
            natural = ["--natural-foreign", "--natural-primary"]
            for environment in (full, empty):
                run([*manage, "migrate", "--verbosity", "0"], ROOT, environment)
            run([*manage, "populate", str(count)], ROOT, full)
            run(
                [*manage, "dumpdata", "articles", *natural, "--format", "jsonl", "-o", dump],
                ROOT,
                full,
            )
            # As a paper that is out: with DEBUG on, Django keeps the last nine thousand queries.
            load = [*manage, "shell", "-v", "0", "-c", LOAD.format(path=dump)]
            said = run(load, ROOT, {**empty, "DEBUG": "false"})
            whole, beyond, peak = json.loads(said.strip().splitlines()[-1])
            is_held = beyond / count * 1000 <= BEYOND_ROWS
            held &= is_held
            say(
                f"| {count} | {whole / count * 1000:.1f} | {beyond / count * 1000:.2f} "
                f"| {peak:.0f} | {'' if is_held else '·'} |"
            )
    return held


# Two large pictures at once

MOST_MEGABYTES, MOST_WAITED = 1000, 0.2
SIDE = 7745  # pixels: sixty million

ENTER = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
user = User.objects.create_superuser("misure", password="misure")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


def large_picture() -> bytes:
    """A PNG of sixty million pixels, half transparent, in a quarter of a megabyte."""
    packer = zlib.compressobj(9)
    row = b"\0" + bytes([10, 20, 30, 128]) * SIDE
    rows = b"".join([*(packer.compress(row) for _ in range(SIDE)), packer.flush()])
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def send(server: Server, session: str, data: bytes) -> int:
    """Upload a picture as the desk does; the status of the answer."""
    token, border = "m" * 32, "misure"
    fields = {"alt": "Una macchia", "credit": "Noi", "focal_x": "50", "focal_y": "50"}
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    body = b"".join([*parts, head.encode(), data, f"\r\n--{border}--\r\n".encode()])
    asked = urllib.request.Request(  # noqa: S310
        f"http://127.0.0.1:{server.port}/admin/articles/picture/upload/",
        data=body,
        headers={
            "Content-Type": f"multipart/form-data; boundary={border}",
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
        },
    )
    try:
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def megabytes(pid: int) -> float:
    """What a process holds, with all that it began."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for thread in Path(f"/proc/{pid}/task").iterdir():
            children += (thread / "children").read_text().split()
    except OSError:  # it ended in this moment
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    own = int(found[1]) / 1024 if found else 0.0
    return own + sum(megabytes(int(child)) for child in set(children))


def measure_pictures() -> bool:
    """Send two at once to the paper as `make serve` starts it, and read its front page meanwhile;
    print what it took, and say whether it may."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        environment = {
            "DEBUG": "false",
            "SECRET_KEY": "misure-" * 8,
            "DATABASE_URL": f"sqlite:///{folder / 'paper.sqlite3'}",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "SITE_URL": "http://127.0.0.1:{port}",
        }
        quiet = {**environment, "SITE_URL": "http://127.0.0.1:8000"}
        manage = [sys.executable, "manage.py"]
        run([*manage, "collectstatic", "--noinput", "--verbosity", "0"], ROOT, quiet)
        run([*manage, "migrate", "--verbosity", "0"], ROOT, quiet)
        run([*manage, "loaddata", "demo", "--verbosity", "0"], ROOT, quiet)
        session = run([*manage, "shell", "-v", "0", "-c", ENTER], ROOT, quiet).split()[-1]
        server = Server(stack, granian(Path(sys.executable), "newsroom.wsgi"), ROOT, environment)
        server.get("/")
        before, data = megabytes(server.process.pid), large_picture()
        statuses: list[int] = []
        senders = [
            threading.Thread(target=lambda: statuses.append(send(server, session, data)))
            for _ in range(2)
        ]
        begun = time.perf_counter()
        for sender in senders:
            sender.start()
        waited, held = [], [before]
        while any(sender.is_alive() for sender in senders):
            asked = time.perf_counter()
            server.get("/")
            waited.append(time.perf_counter() - asked)
            held.append(megabytes(server.process.pid))
            time.sleep(0.02)
        took = time.perf_counter() - begun
        after = megabytes(server.process.pid)
    is_held = max(held) <= MOST_MEGABYTES and max(waited) <= MOST_WAITED
    say("")
    say("| due immagini di 60 megapixel insieme | | al più | |")
    say("| --- | ---: | ---: | --- |")
    say(f"| risposte | {' e '.join(map(str, sorted(statuses)))} | | |")
    say(f"| secondi | {took:.1f} | | |")
    say(f"| MB, tutti i processi, al massimo | {max(held):.0f} | {MOST_MEGABYTES} | |")
    say(f"| MB prima, e dopo | {before:.0f}, {after:.0f} | | |")
    say(f"| millesimi, la prima pagina, al massimo | {max(waited) * 1000:.0f} | 200 | |")
    say(f"| la prima pagina chiesta | {len(waited)} volte | | {'' if is_held else '·'} |")
    return is_held and sorted(statuses) == [201, 503]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("DEBUG", "true")
    import django

    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pieces", type=int, default=1000)
    parser.add_argument("--only", choices=["texts", "loading", "pictures"])
    options = parser.parse_args()
    measures = {
        "texts": measure_texts,
        "loading": lambda: measure_loading(options.pieces),
        "pictures": measure_pictures,
    }
    chosen = [options.only] if options.only else list(measures)
    held = [measures[name]() for name in chosen]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
