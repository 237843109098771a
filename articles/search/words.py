"""The words of every article, exactly as they are written but for their capitals.

SQLite keeps them in an FTS5 table beside `ArticleText` (triggers hold it in step), PostgreSQL
in a column beside its words with a GIN index; both are made in a migration.
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
    """What is kept of the texts of an article: its words in small letters, a space between."""
    return " ".join(_WORD.findall(" ".join(map(seen, texts)).lower()))


def with_words(phrase: str) -> QuerySet[ArticleText]:
    """The texts that hold the words of `phrase`, in that order, one after the other, whatever
    their capitals. A phrase without words is held by none."""
    texts = ArticleText.objects.all()
    words = index_words(phrase)
    if not words:
        return texts.none()
    if connections[texts.db].vendor == "postgresql":
        return texts.filter(article__in=RawSQL(_GIN, [words]))  # noqa: S611  (the words are a parameter)
    return texts.filter(article__in=RawSQL(_FTS5, [f'"{words}"']))  # noqa: S611  (as above; words hold no quotes)
