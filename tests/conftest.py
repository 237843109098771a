"""The cast: a reader, a redattore, a caporedattore, a direttore."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from articles.site.layout import LAYOUT
from tests import factories, ready
from tests.papers import Cluster
from tests.reader import Reader, end_of_transaction

#: Who uses one of these has papers and servers of its own, to be killed and begun again.
_OWN_SERVERS = {"cluster", "papers"}
#: Who uses one of these has a server, a browser or committed rows to wait for.
_TAKE_LONG = _OWN_SERVERS | {"live_server", "nginx", "transactional_db"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell which tests use the database that was chosen, and that those with servers of their own
    are long. Begin with the files in which something takes long, and end with those that have few
    tests: processes share what is left, and end together."""
    for item in items:
        if item.get_closest_marker("django_db") or "django_db_setup" in item.fixturenames:
            item.add_marker("database")
        if _OWN_SERVERS & set(item.fixturenames):
            item.add_marker("long")
    long = {
        item.path
        for item in items
        if item.get_closest_marker("long") or _TAKE_LONG & set(item.fixturenames)
    }
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path not in long, -tests[item.path]))


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what lives as long as the process: a twentieth of its time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A copy of a database whose tables are made. SQLite in a file, as the paper has it: in memory,
    two threads lock each other out of a table at once instead of waiting."""
    with django_db_blocker.unblock():
        ready.begin_with_ready_tables(
            connection, tmp_path_factory.mktemp("database") / "test.sqlite3"
        )


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Keep the database that was copied; on PostgreSQL it is a template, and copied here."""
    return connection.vendor == "sqlite"


@pytest.fixture(autouse=True)
def quick_and_clean(settings, tmp_path: Path) -> None:
    """Uploads go to a folder of the test's own, passwords cost nothing, and nobody has asked the
    API for anything yet."""
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around a module. What a fixture of the module's makes in it, each test finds
    (as `db`, which takes back what the test does); it is gone when the module ends. For rows
    without files: uploads go to a folder of each test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo_pictures(settings) -> None:
    shutil.copytree(ready.pictures_of_the_demo(), settings.MEDIA_ROOT)


@pytest.fixture
def demo(db, demo_pictures: None) -> None:
    call_command("loaddata", "demo", verbosity=0)


@pytest.fixture
def redattore(db) -> User:
    return factories.make_user("rosa", "Redattore")


@pytest.fixture
def other_redattore(db) -> User:
    return factories.make_user("renzo", "Redattore")


@pytest.fixture
def caporedattore(db) -> User:
    return factories.make_user("carla", "Caporedattore")


@pytest.fixture
def direttore(db) -> User:
    return factories.make_user("dario", "Direttore")


@pytest.fixture
def reader(db) -> Reader:
    return Reader()


@pytest.fixture
def desk_of(db) -> Callable[[User], Client]:
    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def at_most(db) -> Callable[[int], AbstractContextManager]:
    """A page's queries, held from above: `with at_most(9): client.get("/")`. What each
    edition asks once, and not each page (which it is, its sections), has been asked before."""

    class AtMost(CaptureQueriesContext):
        def __init__(self, limit: int) -> None:
            super().__init__(connection)
            self.limit = limit

        def __enter__(self) -> CaptureQueriesContext:
            end_of_transaction()
            LAYOUT.current()
            return super().__enter__()

        def __exit__(self, kind: type | None, *rest: object) -> None:
            super().__exit__(kind, *rest)
            if kind is None and len(self) > self.limit:
                queries = "\n".join(query["sql"][:300] for query in self.captured_queries)
                pytest.fail(f"{len(self)} queries, at most {self.limit}:\n{queries}")

    return AtMost


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    if not Cluster.is_installed():
        pytest.skip("PostgreSQL 15 is not installed (Debian: apt-get install postgresql-15)")
    cluster = Cluster.with_tables()
    yield cluster
    cluster.remove()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; tests that need one say so when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("Chromium non c'è")
