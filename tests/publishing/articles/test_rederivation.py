"""Deriving anew what follows from texts, while others write."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.publishing.articles.rederivation import derive_anew
from tests import factories as make


@pytest.mark.django_db
def test_concurrent_save_waits_for_rederivation():
    """The text of before, cleaned and derived, would otherwise overwrite what the others save. On
    SQLite one writes at a time anyhow."""
    make.make_published("Un pezzo")
    with CaptureQueriesContext(connection) as queries:
        assert len(list(derive_anew(Article.objects.order_by("pk")))) == 1
    table = f'FROM "{Article._meta.db_table}"'
    whole = [each["sql"] for each in queries if table in each["sql"] and '"body"' in each["sql"]]
    assert whole
    assert ("FOR UPDATE" in whole[0]) == connection.features.has_select_for_update
