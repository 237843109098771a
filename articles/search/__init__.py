"""Finds pieces by their words, in an index that the database keeps."""

from articles.search.words import index_words, with_words

__all__ = ["index_words", "with_words"]
