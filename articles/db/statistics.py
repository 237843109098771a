"""Statistics of tables, by which a database chooses its query plans."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections


def measure_tables(using: str = DEFAULT_DB_ALIAS) -> None:
    """Let SQLite measure its tables: it chooses its ways by what it last measured, and never
    measures by itself. PostgreSQL does.

    Without it, who an archive of 50,000 articles writes about most took 18 seconds, with it one
    half. Whoever fills a database does this at the end: what was measured while it was empty, or
    never, leads the wrong way.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
