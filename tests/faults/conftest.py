"""Papers to be ill-treated, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.papers import Paper, Papers, free_port


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip these tests on PostgreSQL: they bring databases of both kinds, and once is enough."""
    skip = pytest.mark.skip(reason="tried beside the tests on SQLite, on databases of their own")
    here = Path(__file__).parent
    for item in items:
        if connection.vendor != "sqlite" and here in item.path.parents:
            item.add_marker(skip)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def papers(request: pytest.FixtureRequest) -> Papers:
    return Papers(request.getfixturevalue("cluster") if request.param == "postgresql" else None)


@pytest.fixture
def empty_paper(papers: Papers, tmp_path: Path) -> Iterator[Paper]:
    paper = papers.empty(tmp_path, f"paper_{free_port()}")
    yield paper
    paper.kill()


@pytest.fixture
def paper(papers: Papers, tmp_path: Path) -> Iterator[Paper]:
    paper = papers.new(tmp_path, f"paper_{free_port()}")
    yield paper
    paper.kill()
