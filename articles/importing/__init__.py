"""Brings pieces in from outside, one module a format."""

from articles.importing.pieces import ImportedPiece, ImportRefused, store
from articles.importing.plain_text import read_plain_text

__all__ = ["ImportRefused", "ImportedPiece", "read_plain_text", "store"]
