"""Readers read a replica of the database; where it goes, they read the first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.papers import Cluster, Paper, Papers, free_port

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="tried beside the tests on SQLite, on clusters of its own"
)


@pytest.fixture
def replica(cluster: Cluster) -> Iterator[Cluster]:
    replica = Cluster(follows=cluster)
    yield replica
    replica.remove()


@pytest.fixture
def paper(cluster: Cluster, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Paper]:
    name = f"paper_{free_port()}"
    paper = Papers(cluster).new(tmp_path, name)
    paper.ask("from tests import factories as make; make.make_published('Il primo')")
    replica = request.getfixturevalue("replica")
    paper.environment["DATABASE_REPLICA_URL"] = replica.address(name)
    paper.stand_as_on_a_server()
    paper.start()
    yield paper
    paper.kill()


def wait_until(paper: Paper, words: str, path: str = "/") -> str:
    end = time.monotonic() + 10
    while words not in (page := paper.get_as_a_reader(path)):
        assert time.monotonic() < end, page[:500]
        time.sleep(0.05)
    return page


def test_readers_use_the_replica_and_the_desk_the_primary(
    paper: Paper, cluster: Cluster, replica: Cluster
):
    assert "Il primo" in paper.get_as_a_reader("/articoli/il-primo/")
    paper.ask("from tests import factories as make; make.make_published('Il secondo')")
    wait_until(paper, "Il secondo")
    wait_until(paper, "Il secondo", "/articoli/il-secondo/")
    # What stands still shows where readers read: at the second, the first not at all.
    replica.pause()
    paper.ask(
        "from tests import factories as make; make.make_published('Il terzo')\n"
        "make.make_user('direttore', 'Direttore')"
    )
    assert "Il terzo" not in paper.get_as_a_reader("/")
    paper.log_in()
    assert "Il terzo" in paper.get("/admin/articles/article/")
    assert "Il terzo" in paper.get("/"), "who is logged in reads what was written"
    replica.resume()
    wait_until(paper, "Il terzo")


def test_lost_replica_goes_unnoticed(paper: Paper, replica: Cluster):
    assert "Il primo" in paper.get_as_a_reader("/")
    replica.stop()
    assert "Il primo" in paper.get_as_a_reader("/articoli/il-primo/")
    paper.ask("from tests import factories as make; make.make_published('Senza replica')")
    assert "Senza replica" in paper.get_as_a_reader("/")
    assert '"replica": "failed"' in paper.get_whatever("/salute/")
    replica.start()
    assert "Senza replica" in paper.get_as_a_reader("/")
