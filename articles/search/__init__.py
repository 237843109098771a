"""Search for articles: by exact words, for the desk, and by queries of readers. Other packages
import it from here alone.
"""

from articles.search.entries import (
    ENTRY_COLUMNS,
    Facet,
    entry_of,
    index_article,
    index_facets,
    make_entry,
    place_of,
    weigh,
)
from articles.search.finding import BOUND, Found, find
from articles.search.indexes import INDEX_TRIGGERS, broken_indexes, mend_indexes
from articles.search.names import named_exactly, nearest_name
from articles.search.queries import MOST_CHARACTERS, MOST_TERMS, Query
from articles.search.sentences import sentence_with
from articles.search.words import index_words, with_words

__all__ = [
    "ENTRY_COLUMNS",
    "BOUND",
    "INDEX_TRIGGERS",
    "MOST_CHARACTERS",
    "MOST_TERMS",
    "Facet",
    "Found",
    "Query",
    "broken_indexes",
    "entry_of",
    "find",
    "index_article",
    "index_facets",
    "index_words",
    "make_entry",
    "mend_indexes",
    "named_exactly",
    "nearest_name",
    "place_of",
    "sentence_with",
    "weigh",
    "with_words",
]
