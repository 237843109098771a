"""Statistics of a database that was filled: SQLite must be told to collect them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from articles.management.commands import populate
from articles.models import Article
from tests import factories as make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL measures by itself"),
]


def measured() -> int:
    """The number of articles when they were last measured."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stat FROM sqlite_stat1 WHERE tbl = %s AND idx IS NOT NULL",
            [Article._meta.db_table],
        )
        row = cursor.fetchone()
    return int(row[0].split()[0]) if row else 0


def load_demo(folder: Path) -> None:
    call_command("loaddata", "demo", verbosity=0)


def add_synthetic_articles(folder: Path) -> None:
    call_command("populate", 5, words=30)


def import_a_file(folder: Path, **options: object) -> None:
    path = folder / "pezzo.txt"
    path.write_text("Una storia.\n\nDi poche parole.\n\nDi Fantasy\n", encoding="utf-8")
    call_command("import_articles", str(path), **options)


@pytest.mark.parametrize("fill", [load_demo, add_synthetic_articles, import_a_file])
def test_filling_a_database_measures_it(
    fill: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(populate, "ORGANIZATIONS", 5)
    before = measured()
    fill(tmp_path)
    assert measured() == Article.objects.count() > before


def test_a_trial_import_measures_nothing(tmp_path: Path):
    make.make_published("Uno")
    before = measured()
    import_a_file(tmp_path, dry_run=True)
    assert measured() == before
