"""The cast of the desk and a draft of theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article
from tests import factories as make


@pytest.fixture
def article(redattore) -> Article:
    return make.make_article("Il pezzo", body="<p>Uno.</p>\n<p>Due.</p>\n<p>Tre.</p>", by=redattore)


@pytest.fixture
def rosa(desk_of, redattore) -> Client:
    return desk_of(redattore)


@pytest.fixture
def carla(desk_of, caporedattore) -> Client:
    return desk_of(caporedattore)
