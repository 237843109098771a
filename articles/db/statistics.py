"""Statistics of tables, by which a database chooses its query plans."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections

#: Rows of each index that SQLite looks at. Looking at all of them would hold the only lock for
#: writing for as long as the archive is large, and chooses no better
#: (https://www.sqlite.org/lang_analyze.html, "Approximate ANALYZE For Large Databases").
_SAMPLE = 1000


def measure_tables(using: str = DEFAULT_DB_ALIAS) -> None:
    """Let SQLite measure its tables: it plans queries by what it measured last, and never measures
    by itself, as PostgreSQL does.

    Whoever fills a database calls this at the end. Without it, the directory of organizations of an
    archive of 50,000 articles takes seven seconds, with it a few milliseconds; what was measured in
    an empty database misleads as much.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {_SAMPLE}")
            cursor.execute("ANALYZE")
