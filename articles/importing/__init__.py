"""Brings pieces in from outside, one module a format."""

from articles.importing.pieces import ImportedPiece, Importer, ImportRefused
from articles.importing.plain_text import read_plain_text

__all__ = ["ImportRefused", "ImportedPiece", "Importer", "read_plain_text"]
