"""An import that is killed half way goes on where it was."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.papers import BASE, Paper

FILES = 110  # a group and a bit


@pytest.fixture
def command(paper: Paper, tmp_path: Path) -> list[str]:
    paper.ask("from tests import factories as make; make.make_section('Cronaca')")
    names = []
    for number in range(FILES):
        path = tmp_path / f"{number}.txt"
        text = f"La notizia numero {number} è uscita. Dopo se ne parla.\n\nAltre parole.\n\n"
        path.write_text(f"{text}Di Fantasy\n", encoding="utf-8")
        names.append(str(path))
    return paper.command("import_articles", *names, "--section", "cronaca", "--publish")


def begin(paper: Paper, command: list[str]) -> subprocess.Popen:
    return subprocess.Popen(  # noqa: S603  (our own command)
        command, cwd=BASE, env={**paper.environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def processes_of(command: list[str]) -> list[int]:
    """Return the processes that run it: the first, and the others that read for it."""
    wanted = "\0".join(command).encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended meanwhile
            if wanted in path.read_bytes():
                found.append(int(path.parent.name))
    return found


def test_killed_import_can_be_run_again(paper: Paper, command: list[str]):
    running = begin(paper, command)
    lines = [running.stdout.readline() for _line in range(FILES // 3)]
    running.kill()
    running.wait()
    imported = int(paper.ask(COUNT).split()[0])
    assert len(lines) <= imported < FILES
    assert processes_of(command) == [], "nobody is left behind"

    again = subprocess.run(  # noqa: S603  (our own command)
        command, cwd=BASE, env=paper.environment, capture_output=True, text=True, check=False
    )
    assert again.returncode == 1, "what had come in is refused, and said"
    assert f"{FILES - imported} pezzi importati, {imported} rifiutati" in again.stdout
    assert paper.ask(COUNT) == f"{FILES} {FILES}"
    # What is drawn once the articles are stored is made anew; nothing else is amiss.
    paper.manage("verify", "--repair")
    paper.manage("verify")


def test_reading_ahead_may_be_killed(paper: Paper, command: list[str]):
    running = begin(paper, command)
    others: set[int] = set()
    while not others and running.poll() is None:
        others = {*processes_of(command)} - {running.pid}
    for process in others:
        os.kill(process, signal.SIGKILL)
    output, _nothing = running.communicate(timeout=120)
    assert running.returncode == 0
    assert f"{FILES} pezzi importati, 0 rifiutati" in output
    assert paper.ask(COUNT) == f"{FILES} {FILES}"


COUNT = """
from articles.models import Article
headlines = list(Article.objects.published().values_list("headline", flat=True))
print(len(headlines), len(set(headlines)))
"""
