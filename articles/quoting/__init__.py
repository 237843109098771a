"""Finding quotations in a text, with their speakers. Pure Python, without Django."""

from articles.quoting.attribution import Quote, quotes
from articles.quoting.cast import Named, Speaker
from articles.quoting.verbatim import folded, place_of
from articles.text.quotation_marks import has_marks

__all__ = ["Named", "Quote", "Speaker", "folded", "has_marks", "place_of", "quotes"]
