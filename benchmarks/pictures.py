"""Measures what two large pictures at once cost, and how long a reader waits meanwhile."""

from __future__ import annotations

import re
import struct
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zlib
from contextlib import ExitStack
from pathlib import Path

from benchmarks.measures import Measure, at_most
from benchmarks.servers import ROOT, Server, granian, run, say

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
    """Return a PNG of sixty million pixels, half transparent, in a quarter of a megabyte."""
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
    """Upload a picture as the desk does; return the status of the answer."""
    token, border = "m" * 32, "misure"
    fields = {"alt": "Una macchia", "credit": "Noi", "focal_x": "50", "focal_y": "50"}
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    body = b"".join([*parts, head.encode(), data, f"\r\n--{border}--\r\n".encode()])
    request = urllib.request.Request(  # noqa: S310
        f"http://127.0.0.1:{server.port}/admin/articles/picture/upload/",
        data=body,
        headers={
            "Content-Type": f"multipart/form-data; boundary={border}",
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
        },
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def megabytes(pid: int) -> float:
    """Return the megabytes that a process holds, with all that it began."""
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


def measure_pictures() -> list[Measure]:
    """Send two at once to the paper as `make serve` starts it, and read its front page meanwhile;
    print what it took, and return the memory, the longest wait and the answers."""
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
            start = time.perf_counter()
            server.get("/")
            waited.append(time.perf_counter() - start)
            held.append(megabytes(server.process.pid))
            time.sleep(0.02)
        took = time.perf_counter() - begun
        after = megabytes(server.process.pid)
    answers = " e ".join(map(str, sorted(statuses)))
    measures = [
        at_most("due immagini insieme, memoria", max(held), MOST_MEGABYTES, unit="MB"),
        at_most(
            "due immagini insieme, la prima pagina",
            max(waited) * 1000,
            MOST_WAITED * 1000,
            unit="ms",
        ),
        Measure(
            "due immagini insieme, risposte", answers, "201 e 503", sorted(statuses) == [201, 503]
        ),
    ]
    is_held = all(each.is_met for each in measures)
    say("")
    say("| due immagini di 60 megapixel insieme | | al più | |")
    say("| --- | ---: | ---: | --- |")
    say(f"| risposte | {answers} | | |")
    say(f"| secondi | {took:.1f} | | |")
    say(f"| MB, tutti i processi, al massimo | {max(held):.0f} | {MOST_MEGABYTES} | |")
    say(f"| MB prima, e dopo | {before:.0f}, {after:.0f} | | |")
    say(f"| millesimi, la prima pagina, al massimo | {max(waited) * 1000:.0f} | 200 | |")
    say(f"| la prima pagina chiesta | {len(waited)} volte | | {'' if is_held else '·'} |")
    return measures
