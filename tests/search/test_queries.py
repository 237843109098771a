"""Queries: any string is one, with its terms as stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import Query


def parsed(typed: str) -> tuple[list[str], list[str]]:
    query = Query.read(typed)
    return (
        [" ".join(term.stems) for term in query.wanted],
        [" ".join(term.stems) for term in query.unwanted],
    )


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("organizzazioni", ["organizz"], []),
        ("l’organizzazione", ["l organizz"], []),
        ("reti neurali", ["ret", "neural"], []),
        ("«reti neurali»", ["ret neural"], []),
        ('"reti neurali" aperte', ["ret neural", "apert"], []),
        ('"reti neurali', ["ret neural"], []),
        ("modelli -OpenAI", ["modell"], ["opena"]),
        ('modelli -"modelli chiusi"', ["modell"], ["modell chius"]),
        ("text-davinci", ["text davinc"], []),
        ("il governo", ["govern"], []),
        ("che", ["che"], []),
        ("il la", ["il", "la"], []),
        ("«il governo»", ["il govern"], []),
        ("-solo -questo", [], ["sol", "quest"]),
        ("città CITTA citta' citta\u0300", ["citt"], []),
        ("Open\u200bAI -Deep\u00adSeek", ["opena"], ["deepseek"]),
        ("Þór Ħal Đurđa", ["thor", "hal", "durd"], []),
        ("", [], []),
        ("'\"()*:^-", [], []),
        ("NEAR(a b) AND OR NOT", ["near a", "b", "and", "or", "not"], []),
    ],
)
def test_typed_query_is_parsed(typed: str, wanted: list[str], unwanted: list[str]):
    assert parsed(typed) == (wanted, unwanted)


def test_long_query_is_cut():
    query = Query.read("parola " * 500)
    assert len(query.text) <= 200
    assert len(Query.read(" ".join(f"n{n}" for n in range(60))).wanted) == 16


@given(st.text())
def test_any_string_parses_without_error(typed: str):
    query = Query.read(typed)
    assert query.text.isprintable()
    assert Query.read(query.text).wanted == query.wanted
