"""Things that take long to make and never differ, made once for all the processes of a run: a
database with its tables, a cluster of PostgreSQL with one, the static files of a server, the
pictures of the demo. Each test has a copy."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files import File
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.pictures import Rights, read_photograph, render_file, renditions_of

ROOT = Path(settings.BASE_DIR)
PACKAGES = ROOT / "deploy/requirements.txt"
PICTURES = ROOT / "fixtures/pictures"
_CACHE = Path(tempfile.gettempdir())
_WEEK = 7 * 24 * 60 * 60


def begin_with_ready_tables(connection: BaseDatabaseWrapper, path: Path) -> None:
    """Let the test database of this process begin as a copy of a migrated one: on SQLite at
    `path`, on PostgreSQL by a template in the same cluster."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        shutil.copy(migrated_file(), path)
        test["NAME"] = str(path)
    else:
        test["TEMPLATE"] = _migrated_template(connection)


def migrated_file() -> Path:
    """A file of SQLite with the tables of the paper."""
    return _ready("paper-tables", _of_the_tables(), lambda new: migrate(f"sqlite:///{new}"))


def migrate(database: str) -> None:
    _manage("migrate", "--verbosity", "0", DEBUG="true", DATABASE_URL=database)


def static_files() -> Path:
    """A folder of static files as `collectstatic` leaves it where DEBUG is off."""
    sources = [*(ROOT / "articles/static").rglob("*.*"), ROOT / "newsroom/settings.py"]

    def collect(folder: Path) -> None:
        _manage(
            "collectstatic", "--no-input", "--verbosity", "0", DEBUG="false",
            SITE_URL="https://www.example.it", STATIC_ROOT=str(folder),
        )  # fmt: skip

    return _ready("paper-static", [PACKAGES, *sources], collect)


def pictures_of_the_demo() -> Path:
    """An uploads folder with the pictures of the demo and their renditions."""
    sources = [*PICTURES.rglob("*.webp"), *(ROOT / "articles/pictures").glob("*.py")]
    return _ready("paper-pictures", [PACKAGES, *sources], _render)


def cluster(make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills with a cluster that has the tables of the paper."""
    return _ready("paper-cluster", _of_the_tables(), make)


def _render(root: Path) -> None:
    shutil.copytree(PICTURES, root / "pictures")
    for path in sorted((root / "pictures").rglob("*.webp")):
        name = path.relative_to(root).as_posix()
        with path.open("rb") as file:
            size = read_photograph(File(file)).size
            files = render_file(File(file), renditions_of(name, size, (50, 50)), Rights())
        for made, content in files.items():
            (root / made).parent.mkdir(parents=True, exist_ok=True)
            (root / made).write_bytes(content)


def _of_the_tables() -> list[Path]:
    return [PACKAGES, *ROOT.glob("articles/migrations/*.py")]


def _ready(name: str, sources: Iterable[Path], make: Callable[[Path], None]) -> Path:
    """The path that `make` fills, made anew when one of its sources changes. Results that nobody
    has made for a week go."""
    made = _CACHE / f"{name}-{os.getuid()}-{_key(sources)}"
    with _one_at_a_time(made.name):
        if not made.exists():
            with tempfile.TemporaryDirectory(prefix=made.name, dir=_CACHE) as folder:
                new = Path(folder) / "new"
                make(new)
                shutil.move(new, made)
            made.touch()
            for other in made.parent.glob(f"{name}-{os.getuid()}-*"):
                if other.stat().st_mtime < time.time() - _WEEK:
                    shutil.rmtree(other) if other.is_dir() else other.unlink()
    return made


def _key(sources: Iterable[Path]) -> str:
    mark = hashlib.sha256(sys.version.encode())
    for source in sorted(sources):
        mark.update(str(source.relative_to(ROOT)).encode() + source.read_bytes())
    return mark.hexdigest()[:12]


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    with (_CACHE / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _manage(*words: str, **environment: str) -> None:
    done = subprocess.run(  # noqa: S603  (our own command)
        [sys.executable, "manage.py", *words], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _migrated_template(connection: BaseDatabaseWrapper) -> str:
    at = urlsplit(os.environ["DATABASE_URL"])
    name = f"paper_tables_{_key(_of_the_tables())}"
    with _one_at_a_time(f"{name}-{at.port}"), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            new = f"{name}_new"
            cursor.execute(f"DROP DATABASE IF EXISTS {new}")
            cursor.execute(f"CREATE DATABASE {new}")
            migrate(at._replace(path=f"/{new}").geturl())
            cursor.execute(f"ALTER DATABASE {new} RENAME TO {name}")
    return name
