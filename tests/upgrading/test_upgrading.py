"""A paper of each release, with what its editors made, comes to the code of today on both
databases. How to keep one of a new release: docs/operations.md."""

from __future__ import annotations

import io
import lzma
import sqlite3
import subprocess
import tarfile
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.papers import BASE, Cluster, Paper

HERE = Path(__file__).parent
RELEASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "media.tar.xz").exists())
WALK = f"import runpy; runpy.run_path({str(HERE / 'walk.py')!r})"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        connection.vendor != "sqlite",
        reason="tried beside the tests on SQLite, on databases of their own",
    ),
]


def unpack(release: str, name: str) -> bytes:
    return lzma.decompress((HERE / release / name).read_bytes())


def paper_of(release: str, folder: Path, cluster: Cluster | None = None) -> Paper:
    """The paper of a release as it was kept, on SQLite or in a cluster of PostgreSQL."""
    with tarfile.open(fileobj=io.BytesIO(unpack(release, "media.tar.xz"))) as media:
        # Debian's Python 3.11 has no filters; it knows nothing of this attribute either.
        media.extraction_filter = getattr(tarfile, "data_filter", None)
        media.extractall(folder / "media")  # noqa: S202 - we packed it
    if cluster:
        name = f"release_{release.replace('.', '_')}"
        return Paper(folder, cluster.load(name, unpack(release, "paper.sql.xz")))
    (folder / "paper.sqlite3").write_bytes(unpack(release, "paper.sqlite3.xz"))
    return Paper(folder, f"sqlite:///{folder / 'paper.sqlite3'}")


def test_every_release_is_kept():
    assert {"0.1.0", "0.2.0", "0.3.0", "0.4.0"} <= set(RELEASES)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("release", RELEASES)
def test_paper_of_a_past_release_is_upgraded(
    release: str, database: str, tmp_path: Path, request: pytest.FixtureRequest
):
    cluster = request.getfixturevalue("cluster") if database == "postgresql" else None
    paper = paper_of(release, tmp_path, cluster)
    assert paper.ask(WALK).endswith("whole")


def test_killed_upgrade_resumes(tmp_path: Path):
    paper = paper_of(RELEASES[-1], tmp_path)
    with sqlite3.connect(tmp_path / "paper.sqlite3") as database:
        articles = database.execute("SELECT COUNT(*) FROM articles_article").fetchone()[0]
        upgrade = subprocess.Popen(  # noqa: S603  (our own command)
            paper.command("upgrade"), cwd=BASE, env=paper.environment,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        reached = "SELECT value FROM articles_stamp WHERE name = 'deriving'"
        while not (row := database.execute(reached).fetchone()):
            assert upgrade.poll() is None, "it ended before it could be killed"
            time.sleep(0.005)
        upgrade.kill()
        upgrade.communicate()
        (value,) = row
        passed = "SELECT COUNT(*) FROM articles_article WHERE id <= ?"
        done = database.execute(passed, [int(value[8:], 16)]).fetchone()[0]
    assert 0 < done < articles

    output = paper.manage("upgrade")
    assert f"{articles - done} pezzi ricavati di nuovo." in output
    assert "ricavat" not in paper.manage("upgrade")
    paper.manage("shell", "--no-imports", "-v0", "-c", "from articles.publishing.articles."
                 "rederivation import is_current; assert is_current()")  # fmt: skip
