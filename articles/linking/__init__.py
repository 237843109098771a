"""Finds organisations in a text. Pure Python: no Django in here."""

from articles.linking.finder import Finder, Found, KnownName
from articles.linking.tally import Tally, tally

__all__ = ["Finder", "Found", "KnownName", "Tally", "tally"]
