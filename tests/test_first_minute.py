"""The settings and the static files as a newcomer meets them: in a copy of the project that has
nothing yet, from a shell that names no variable."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
ADDRESS = "from django.templatetags.static import static; print(static('articles/logo.png'))"
MARK = "from articles.delivery.article_fragments import current_build_hash as h; print(h())"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The settings look for `.env`, `.secret_key` and the static files beside themselves."""
    shutil.copytree(BASE / "newsroom", tmp_path / "newsroom")
    shutil.copy(BASE / "manage.py", tmp_path)
    for name in ("articles", "templates", "fixtures"):
        (tmp_path / name).symlink_to(BASE / name)
    return tmp_path


def manage(clone: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(  # noqa: S603  (our own command)
        [sys.executable, "manage.py", *words], cwd=clone, env={**inherited, **environment},
        capture_output=True, text=True,
    )  # fmt: skip


def say(clone: Path, code: str, **environment: str) -> str:
    done = manage(clone, "shell", "--no-imports", "-v0", "-c", code, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_missing_key_is_explained_without_a_traceback(clone: Path):
    done = manage(clone, "check")
    assert done.returncode == 1
    assert done.stderr.startswith("manage.py: SECRET_KEY is not set.")
    assert len(done.stderr.splitlines()) == 1
    assert not (clone / ".secret_key").exists()


def test_generated_key_is_found_with_and_without_debug(clone: Path):
    made = say(clone, "from django.conf import settings as s; print(s.SECRET_KEY)", DEBUG="true")
    code = "from django.conf import settings as s; print(s.DEBUG, s.SECRET_KEY)"
    assert say(clone, code) == f"False {made}"
    assert (clone / ".secret_key").stat().st_mode & 0o777 == 0o600


def test_make_demo_writes_env_once_for_the_shell(clone: Path):
    shutil.copy(BASE / "Makefile", clone)
    make = ["make", "--silent", ".env"]
    subprocess.run(make, cwd=clone, check=True)  # noqa: S603
    code = "from django.conf import settings as s; print(s.DEBUG)"
    assert say(clone, code) == "True"
    assert say(clone, code, DEBUG="false") == "False"  # as `make serve` has it

    (clone / ".env").write_text("PAPER_NAME=Il mio\n")
    subprocess.run(make, cwd=clone, check=True)  # noqa: S603
    assert (clone / ".env").read_text() == "PAPER_NAME=Il mio\n"


@pytest.mark.long
def test_pages_are_made_before_and_after_collectstatic(clone: Path):
    """Pages have the addresses that static files have at the time: a page made with another address
    is not taken for ready."""
    (clone / ".secret_key").write_text("prova")
    before = manage(clone, "shell", "--no-imports", "-v0", "-c", ADDRESS)
    assert before.stdout.strip() == "/static/articles/logo.png"
    assert "run “manage.py collectstatic”" in before.stderr
    marks = {say(clone, MARK), say(clone, MARK, DEBUG="true")}

    collected = "from articles.delivery.static_files import collect; print(collect(), collect())"
    assert say(clone, collected) == "True False"
    after = say(clone, ADDRESS)
    assert after.startswith("/static/articles/logo.") and after != "/static/articles/logo.png"
    assert (clone / "staticfiles" / "articles" / Path(after).name).is_file()
    assert say(clone, ADDRESS, DEBUG="true") == "/static/articles/logo.png"
    assert say(clone, MARK) not in marks
    assert say(clone, MARK, DEBUG="true") in marks


def test_missing_static_file_is_an_error(clone: Path):
    (clone / ".secret_key").write_text("prova")
    wrong = "from django.templatetags.static import static; static('articles/no.png')"
    done = manage(clone, "shell", "--no-imports", "-v0", "-c", wrong)
    assert done.returncode != 0
    assert "articles/no.png" in done.stderr
