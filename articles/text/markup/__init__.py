"""Pure functions on text: any HTML in, clean semantic HTML out; plain text; counts.

The vocabulary of a stored body is small: p, h2, h3, strong, em, a, ul, ol, li, blockquote, br and
figures: a picture of the paper's own, optionally with an alternative text (an empty one marks it as
decorative) and a caption. Quotations and text in italics may have a language.
"""

from articles.text.markup.cleaning import (
    BLOCKS,
    PICTURE_ROOT,
    VOCABULARY,
    CleanHTML,
    clean_html,
    paragraphs_to_html,
    picture_name,
)
from articles.text.markup.printing import for_elsewhere, json_script, trusted
from articles.text.markup.reading import WORDS_PER_MINUTE, plain_text, reading_minutes, word_count

__all__ = [
    "BLOCKS",
    "PICTURE_ROOT",
    "VOCABULARY",
    "WORDS_PER_MINUTE",
    "CleanHTML",
    "clean_html",
    "for_elsewhere",
    "json_script",
    "paragraphs_to_html",
    "picture_name",
    "plain_text",
    "reading_minutes",
    "trusted",
    "word_count",
]
