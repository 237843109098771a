"""The database goes and comes back: readers read what is ready, and nobody's text is lost."""

from __future__ import annotations

import urllib.error
import uuid

import pytest

from tests.papers import Cluster, Paper, Papers


@pytest.fixture
def paper(cluster: Cluster, tmp_path) -> Paper:
    paper = Papers(cluster).new(tmp_path, "gone")
    paper.stand_as_on_a_server()
    paper.ask(
        "from tests import factories as make; make.make_user('direttore', 'Direttore')\n"
        "for n in range(2): make.make_published(f'Pezzo {n}', body='<p>Parole.</p>')"
    )
    yield paper
    paper.kill()
    if not cluster.is_running:
        cluster.start()


def refused(paper: Paper, path: str, typed: dict[str, str] | None = None) -> tuple[dict, str]:
    with pytest.raises(urllib.error.HTTPError) as caught:
        paper.post(path, typed) if typed else paper.get(path)
    assert caught.value.code == 503
    return caught.value.headers, caught.value.read().decode()


def test_paper_survives_a_postgresql_restart(paper: Paper, cluster: Cluster):
    paper.start()
    paper.log_in()
    before = paper.get_as_a_reader("/articoli/pezzo-0/")
    add = "/admin/articles/article/add/"
    typed = {
        "csrfmiddlewaretoken": paper.token(add), "_copy": str(uuid.uuid4()), "_base": "0",
        "kind": "news", "language": "it", "headline": "Scritto intanto", "body": "<p>Parole.</p>",
        "sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0",
        "initial-named_organizations": "", "_continue": "1",
    }  # fmt: skip

    cluster.stop()
    assert paper.get_as_a_reader("/articoli/pezzo-0/") == before
    headers, page = refused(paper, "/articoli/pezzo-1/")
    assert headers["Retry-After"] == "30" and "Torniamo subito" in page
    _headers, page = refused(paper, add, typed)
    assert "Quello che stavi scrivendo non è perso" in page
    # What the desk's scripts ask before they send a form: it waits where the answer is no.
    refused(paper, "/admin/articles/article/copies/hold/", {**typed, "_holder": "x"})

    cluster.start()
    assert "Pezzo 1" in paper.get_as_a_reader("/articoli/pezzo-1/")
    assert "Scritto intanto" in paper.post(add, typed)
    assert paper.ask("from articles.models import Article; print(Article.objects.count())") == "3"
