"""Brings pieces in from outside, one module a format."""

from articles.importing.ahead import ReadFile, read_files
from articles.importing.pieces import ImportedPiece, Importer, ImportRefused
from articles.importing.plain_text import read_plain_text

__all__ = [
    "ImportRefused",
    "ImportedPiece",
    "Importer",
    "ReadFile",
    "read_files",
    "read_plain_text",
]
