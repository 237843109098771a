"""The words of every article, exactly as they are written except for capitals.

SQLite keeps them in an FTS5 table beside `ArticleText` (triggers hold it in step), PostgreSQL in a
column beside its words with a GIN index; both are made in a migration.
"""

from __future__ import annotations

import re

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from articles.models import ArticleText
from articles.text.letters import seen

_WORD = re.compile(r"[^\W_]+")

_FTS5 = "SELECT rowid FROM articles_words WHERE articles_words MATCH %s"
_GIN = (
    "SELECT article_id FROM articles_articletext "
    "WHERE words_vector @@ phraseto_tsquery('simple', %s)"
)


def index_words(*texts: str) -> str:
    """Return the words of the texts of an article as they are stored: in lower case, separated by a
    space.
    """
    return " ".join(_WORD.findall(" ".join(map(seen, texts)).lower()))


def with_words(phrase: str) -> QuerySet[ArticleText]:
    """Return the texts that contain the words of `phrase` in a row, in that order, whatever their
    capitals; none for a phrase without words.
    """
    texts = ArticleText.objects.all()
    words = index_words(phrase)
    if not words:
        return texts.none()
    if connections[texts.db].vendor == "postgresql":
        return texts.filter(article__in=RawSQL(_GIN, [words]))  # noqa: S611  (the words are a parameter)
    return texts.filter(article__in=RawSQL(_FTS5, [f'"{words}"']))  # noqa: S611  (as above; words hold no quotes)
