"""Targets of links, found by name."""

import pytest

from tests import factories as make

TARGETS = "/admin/articles/article/targets/"


def test_articles_organizations_and_authors_are_found_by_their_names(rosa, at_most):
    make.make_organization("OpenAI")
    make.make_author("Ada Openheim")
    make.make_published("Il modello open esce")
    make.make_article("Una bozza open")
    with at_most(8):
        found = rosa.get(TARGETS, {"q": "open"}).json()["targets"]
    assert {row["label"] for row in found} == {
        "OpenAI", "Ada Openheim", "Il modello open esce", "Una bozza open",
    }  # fmt: skip
    notes = {row["label"]: row["note"] for row in found}
    assert notes["Una bozza open"] == "Bozza"


@pytest.mark.parametrize("wanted", ["", "   ", "\x00", "%", '"', "x" * 500])
def test_search_without_results_is_no_error(rosa, wanted):
    assert rosa.get(TARGETS, {"q": wanted}).json() == {"targets": []}


def test_link_search_is_refused_to_readers(reader):
    assert reader.get(TARGETS, {"q": "open"}).status_code == 302
