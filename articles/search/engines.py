"""Queries to the full-text index of the database: FTS5 on SQLite, a tsvector with GIN on
PostgreSQL.

Both hold the same stems, and both answer with the newest entries that match, up to a bound: the
cost of a common word does not grow with the archive. Ranking happens above, and is the same for
both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connections, router

from articles.models import SearchEntry
from articles.search.queries import Query, Term


class Matches(NamedTuple):
    """Matching entries, column by column: a search goes through thousands."""

    places: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
    weights: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()


_COLUMNS = "place, article_id, weights, facets"
# FTS5 returns its rows by number, the highest first, and stops at the limit; a join or
# another condition in the same SELECT would make it read them all.
_FTS5 = (
    f"SELECT {_COLUMNS} FROM ("  # noqa: S608
    "SELECT rowid AS number FROM articles_search WHERE articles_search MATCH %s "
    "AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s) "
    "CROSS JOIN articles_searchentry ON place = number ORDER BY place DESC"
)
_TSQUERY = (
    f"SELECT {_COLUMNS} FROM articles_searchentry "  # noqa: S608
    "WHERE vector @@ %s::tsquery AND place BETWEEN %s AND %s ORDER BY place DESC LIMIT %s"
)


def newest_matches(
    query: Query, facets: Iterable[str], *, places: tuple[int, int], limit: int
) -> Matches:
    """Return the newest entries between the lowest and the highest of `places` that have all wanted
    terms, all `facets` and no unwanted term, newest first; at most `limit`.
    """
    if not query:
        return Matches()
    connection = connections[router.db_for_read(SearchEntry)]
    if connection.vendor == "postgresql":
        statement, expression = _TSQUERY, _as_tsquery(query, facets)
    else:
        statement, expression = _FTS5, _as_fts5(query, facets)
    with connection.cursor() as cursor:
        cursor.execute(statement, [expression, *places, limit])
        return Matches(*zip(*cursor.fetchall(), strict=True))


def _as_fts5(query: Query, facets: Iterable[str]) -> str:
    """Return the query in the syntax of FTS5. Stems are letters and digits, and so are facets
    except for their colon: within quotes, nothing in them is an operator.
    """

    def one(term: Term) -> str:
        return f'"{" ".join(term.stems)}"'

    wanted = [one(term) for term in query.wanted] + [f'"{facet}"' for facet in facets]
    unwanted = "".join(f" NOT {one(term)}" for term in query.unwanted)
    return f"({' AND '.join(wanted)}){unwanted}"


def _as_tsquery(query: Query, facets: Iterable[str]) -> str:
    def one(term: Term) -> str:
        return "(" + " <-> ".join(f"'{stem}'" for stem in term.stems) + ")"

    parts = [one(term) for term in query.wanted] + [f"'{facet}'" for facet in facets]
    return " & ".join([*parts, *(f"!{one(term)}" for term in query.unwanted)])
