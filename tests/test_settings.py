"""The settings as the person who runs the server meets them: in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PRODUCTION = {
    "DEBUG": "false",  # whatever a developer's `.env` says
    "SECRET_KEY": "a-long-key-of-many-different-letters-0123456789-xyzjkq",
    "SITE_URL": "https://www.example.it",
    "HSTS_SECONDS": "31536000",
    "HSTS_SUBDOMAINS": "true",
    "HSTS_PRELOAD": "true",
}


def manage(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *args],
        cwd=settings.BASE_DIR,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
    )


def test_production_environment_has_no_warning():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_example_environment_sets_nothing_irreversible():
    """Read the file as a shell does: `. deploy/paper.env`."""
    lines = (settings.BASE_DIR / "deploy" / "paper.env").read_text().splitlines()
    copied = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    overrides = {"SECRET_KEY": PRODUCTION["SECRET_KEY"], "DATABASE_URL": "sqlite://:memory:"}
    code = (
        "from django.conf import settings as s; print(s.DEBUG, s.SECURE_HSTS_SECONDS, "
        "s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    )
    result = manage("shell", "--no-imports", "-v0", "-c", code, **{**copied, **overrides})
    assert result.stdout.split() == ["False", "31536000", "False", "False"], result.stderr


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"SECRET_KEY": "", "SECRET_KEY_FILE": "/nowhere"}, "names /nowhere, which does not exist"),
        ({"DEBUG": "ture"}, "DEBUG is «ture»: write true or false."),
        ({"SITE_URL": "www.example.it"}, "SITE_URL is «www.example.it»"),
        ({"ALLOWED_HOSTS": "altro.it"}, "ALLOWED_HOSTS refuses www.example.it"),
        ({"LINKING_LINK": "0,85"}, "LINKING_LINK is «0,85»: write a number from 0 to 1, as 0.85."),
        ({"LINKING_OFFER": "nan"}, "LINKING_OFFER is «nan»: write a number from 0 to 1"),
        ({"LOG_LEVEL": "warning"}, "LOG_LEVEL is «warning»: write WARNING, DEBUG,"),
        ({"PAPER_POLICIES": "https://a.it"}, "PAPER_POLICIES is «https://a.it»: write name=value"),
        ({"PORT": "80 80"}, "PORT is «80 80»: write a whole number."),
        ({"DATABASE_URL": "postgres://a:b@h:uno/x"}, "DATABASE_URL is no address of a database"),
        ({"CACHE_URL": "redis.internal"}, "CACHE_URL is no address of a cache: write redis://"),
    ],
)
def test_impossible_settings_are_explained(environment: dict[str, str], message: str):
    result = manage("check", **{**PRODUCTION, **environment})
    assert result.returncode != 0
    assert message in result.stderr


def test_sqlite_is_opened_with_the_papers_pragmas(db):
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("another database")
    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_sqlite_readers_read_during_a_write(tmp_path: Path):
    path = tmp_path / "paper.sqlite3"
    code = (
        "from django.db import connection as c; c.ensure_connection(); "
        "print(*[c.cursor().execute(f'PRAGMA {p}').fetchone()[0] "
        "for p in ('journal_mode', 'foreign_keys', 'busy_timeout')])"
    )
    result = manage(
        "shell", "--no-imports", "-c", code, DATABASE_URL=f"sqlite:///{path}", **PRODUCTION
    )
    assert result.stdout.split() == ["wal", "1", "20000"], result.stderr
