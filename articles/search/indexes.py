"""Checks and repair of the full-text indexes. PostgreSQL keeps them in step with their tables by
itself; SQLite does by triggers, which are lost when a table is rebuilt.
"""

from __future__ import annotations

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_FTS5_TABLES = ("articles_search", "articles_words")
#: Triggers by name, as the migrations made them.
INDEX_TRIGGERS = {
    "articles_words_insert": (
        "CREATE TRIGGER articles_words_insert AFTER INSERT ON articles_articletext BEGIN "
        "INSERT INTO articles_words(rowid, words) VALUES (new.article_id, new.words); END"
    ),
    "articles_words_delete": (
        "CREATE TRIGGER articles_words_delete AFTER DELETE ON articles_articletext BEGIN "
        "INSERT INTO articles_words(articles_words, rowid, words) "
        "VALUES ('delete', old.article_id, old.words); END"
    ),
    "articles_words_update": (
        "CREATE TRIGGER articles_words_update AFTER UPDATE OF words ON articles_articletext BEGIN "
        "INSERT INTO articles_words(articles_words, rowid, words) "
        "VALUES ('delete', old.article_id, old.words); "
        "INSERT INTO articles_words(rowid, words) VALUES (new.article_id, new.words); END"
    ),
    "articles_search_insert": (
        "CREATE TRIGGER articles_search_insert AFTER INSERT ON articles_searchentry BEGIN "
        "INSERT INTO articles_search(rowid, terms, facets) "
        "VALUES (new.place, new.terms, new.facets); END"
    ),
    "articles_search_delete": (
        "CREATE TRIGGER articles_search_delete AFTER DELETE ON articles_searchentry BEGIN "
        "INSERT INTO articles_search(articles_search, rowid, terms, facets) "
        "VALUES ('delete', old.place, old.terms, old.facets); END"
    ),
    "articles_search_update": (
        "CREATE TRIGGER articles_search_update AFTER UPDATE OF terms, facets "
        "ON articles_searchentry "
        "WHEN old.terms <> new.terms OR old.facets <> new.facets BEGIN "
        "INSERT INTO articles_search(articles_search, rowid, terms, facets) "
        "VALUES ('delete', old.place, old.terms, old.facets); "
        "INSERT INTO articles_search(rowid, terms, facets) "
        "VALUES (new.place, new.terms, new.facets); END"
    ),
}


def broken_indexes(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the indexes that do not agree with their tables."""
    if connection.vendor != "sqlite":
        return []
    broken = []
    for name in _FTS5_TABLES:
        try:
            with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                # Rank 1 compares the content too: https://www.sqlite.org/fts5.html#integrity
                cursor.execute(
                    f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
                )
        except DatabaseError:
            broken.append(name)
    return broken


def mend_indexes(connection: BaseDatabaseWrapper) -> list[str]:
    """Rebuild the indexes that do not agree with their tables, and return their names."""
    broken = broken_indexes(connection)
    with connection.cursor() as cursor:
        for name in broken:
            cursor.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")  # noqa: S608
    return broken
