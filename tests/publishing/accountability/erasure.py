"""Requests to be forgotten, their decisions, and the addresses where a word is read."""

from __future__ import annotations

from django.test import Client

from articles import publishing
from articles.models import Article, OblivionDecision, OblivionRequest
from tests.test_nothing_unpublished import read, walked

NAME = "Zibaldo Zini"
ARTICLE = "/articoli/zibaldo-zini-accusato-di-frode/"


def ask(article: Article, **fields) -> OblivionRequest:
    request = OblivionRequest.objects.create(
        **{"person": "L’interessato", "request": "Sono stato assolto.", **fields}
    )
    request.articles.add(article)
    return request


def decide(article: Article, kind: str, **fields) -> OblivionDecision:
    decision = OblivionDecision(
        request=fields.pop("request", None) or ask(article),
        article=article,
        kind=kind,
        **{"reasons": "Assolto con formula piena.", **fields},
    )
    publishing.decide_erasure(decision=decision, by=None)
    return decision


def undo(decision: OblivionDecision) -> None:
    publishing.undo_erasure(decision=decision, by=None, why="Si è sbagliato.")


def with_word(reader: Client, word: str) -> set[str]:
    """The public addresses whose answer has a word."""
    answers = read(reader, list(walked()))
    return {path for path, (_status, content) in answers.items() if word in content.decode()}
