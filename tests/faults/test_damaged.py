"""A database that is none, or is not where it should be: commands say so in a sentence, and readers
read that the paper comes back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client

from articles.ops import outages
from tests.papers import BASE


def output_of(database: str, command: str) -> str:
    """The words that a command prints, and nothing else, before it gives up."""
    environment = {**os.environ, "DATABASE_URL": database, "DEBUG": "true"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, BASE / "manage.py", command],
        env=environment, cwd=BASE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_file_that_is_no_database_is_reported(tmp_path: Path):
    words = tmp_path / "db.sqlite3"
    words.write_text("Non sono un database, e non lo sono mai stato.\n" * 10)
    output = output_of(f"sqlite:///{words}", "migrate")
    assert f"«{words}» non è un database" in output and "manage.py restore" in output


def test_missing_database_is_reported(tmp_path: Path):
    assert "non si raggiunge" in output_of(f"sqlite:///{tmp_path}/nowhere/db.sqlite3", "verify")


def damaged() -> DatabaseError:
    error = DatabaseError("file is not a database")
    error.__cause__ = cause = Exception()
    cause.sqlite_errorname = "SQLITE_NOTADB"
    return error


@pytest.mark.django_db
def test_readers_get_a_maintenance_page(monkeypatch):
    def refuse(*given: object) -> None:
        raise damaged()

    monkeypatch.setattr("articles.site.views.front_page.front_page_head", refuse)
    page = Client(raise_request_exception=False).get("/")
    assert page.status_code == 503
    assert page.headers["Retry-After"] and "Torniamo subito" in page.text


def test_commands_explain_outages_only():
    assert outages.explain_to_keeper(damaged())
    missing = OperationalError("no such table: articles_article")
    missing.__cause__ = cause = Exception()
    cause.sqlite_errorname = "SQLITE_ERROR"
    assert not outages.explain_to_keeper(missing)
    assert not outages.explain_to_keeper(ValueError("x"))
    assert not outages.explain_to_keeper(FileNotFoundError("x"))
