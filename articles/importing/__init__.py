"""Import of articles from outside, one module for each format."""

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
