"""Finds who says what in a text. Pure Python: no Django in here."""

from articles.quoting.attribution import Quote, quotes
from articles.quoting.cast import Named, Speaker

__all__ = ["Named", "Quote", "Speaker", "quotes"]
