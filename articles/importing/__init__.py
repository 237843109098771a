"""Brings articles in from outside, one module a format."""

from articles.importing.importer import ImportedArticle, Importer, ImportRefused, StoredArticle
from articles.importing.plain_text import read_plain_text
from articles.importing.prefetch import ReadFile, read_files

__all__ = [
    "ImportRefused",
    "ImportedArticle",
    "Importer",
    "ReadFile",
    "StoredArticle",
    "read_files",
    "read_plain_text",
]
