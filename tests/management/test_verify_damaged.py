"""A file of SQLite of which pages were overwritten: it is said, with what to do, and without a
traceback."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests import factories as make
from tests.papers import Paper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL looks after its own files"
    ),
]


def page_of(path: Path, table: str) -> slice:
    """The offset in the file of the first page of a table."""
    with closing(sqlite3.connect(path)) as database:
        [[size]] = database.execute("PRAGMA page_size").fetchall()
        question = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        [[page]] = database.execute(question, [table]).fetchall()
    return slice((page - 1) * size, page * size)


DAMAGES: dict[str, tuple[Callable[[Path], slice], bytes]] = {
    "the pieces": (lambda path: page_of(path, "articles_article"), b"\xff"),
    "the texts": (lambda path: page_of(path, "articles_articletext"), b"\0"),
    "the head of the file": (lambda path: slice(0, 4096), b"\xa5"),
}


@pytest.mark.long
def test_verify_reports_an_overwritten_page(tmp_path: Path):
    make.make_published("Il pezzo")
    whole = tmp_path / "whole.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(whole)])
    started = []
    for number, (where, byte) in enumerate(DAMAGES.values()):
        content = bytearray(whole.read_bytes())
        place = where(whole)
        content[place] = byte * (place.stop - place.start)
        damaged = tmp_path / f"{number}.sqlite3"
        damaged.write_bytes(content)
        paper = Paper(tmp_path, f"sqlite:///{damaged}")
        for command in ("verify", "--repair"), ("verify",):
            started.append(
                subprocess.Popen(  # noqa: S603  (our own command)
                    paper.command(*command), cwd=paper.code, env=paper.environment, text=True,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                )
            )  # fmt: skip
            if number:  # one way is enough for the others
                break
    for one in started:
        output, _nothing = one.communicate(timeout=120)
        assert one.returncode == 1 and "Traceback" not in output, output
        assert "restore" in output and "metti da parte il file" in output, output
