"""Differences between two texts, and merges of three. Pure functions."""

from articles.text.diff.blocks import split_blocks
from articles.text.diff.merging import Part, merge, merge_sets
from articles.text.diff.significance import Touched, touched
from articles.text.diff.words import Row, Span, compare_blocks, compare_texts

__all__ = [
    "Part",
    "Row",
    "Span",
    "Touched",
    "compare_blocks",
    "compare_texts",
    "merge",
    "merge_sets",
    "split_blocks",
    "touched",
]
