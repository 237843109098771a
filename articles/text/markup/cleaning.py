"""Cleaning of any HTML, pasted or imported, into semantic HTML."""

from __future__ import annotations

import html
import re

import nh3

from articles.text.characters import PLAIN_IN_HTML
from articles.text.markup.bounding import bound_levels
from articles.text.markup.elements import to_html, without_empty
from articles.text.markup.parsing import read_events
from articles.text.markup.vocabulary import (
    ATTRIBUTES,
    RENAMED,
    UNREAD,
    VOCABULARY,
    is_known_value,
)
from articles.text.markup.writing import write_blocks

_MOST_PASSES = 10  # one for clean HTML, two as a rule; no text yet took more than four
_SCHEMES = {"http", "https", "mailto"}

# Paragraphs of text alone, with no space, sign or tag to change: most articles consist of them, and
# are clean already.
_WORD = f"[{PLAIN_IN_HTML}]+"
_PARAGRAPH = rf"<p>{_WORD}(?: {_WORD})*</p>"
_PARAGRAPHS = re.compile(rf"{_PARAGRAPH}(?:\n{_PARAGRAPH})*")


class CleanHTML(str):
    """HTML that `clean_html` returned. Cleaning it again returns it at once."""

    __slots__ = ()


def paragraphs_to_html(paragraphs: list[str]) -> str:
    """Return plain paragraphs as HTML, character for character."""
    return "\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs)


def clean_html(source: str) -> CleanHTML:
    """Return `source` in our vocabulary, sanitized, blocks on lines of their own.

    Foreign tags become ours where they mean the same (`b`, `h1`, `div`), and leave their text where
    they do not; what was deleted, and what only programs read, leaves nothing. Attributes other
    than those of the vocabulary are dropped, and so are links other than http, https, mailto or a
    path of this site, and pictures, audio and video other than the paper's own. Figures stand
    outside all else but a box, tables and links on lines of their own among them. Text outside any
    block becomes a paragraph; empty elements are removed. Of elements nested deeper than in any
    real text, only the words stay. Cleaning twice changes nothing.
    """
    if isinstance(source, CleanHTML):
        return source
    if _PARAGRAPHS.fullmatch(source):
        return CleanHTML(source)
    clean = nh3.clean(
        bound_levels(
            source.encode(errors="ignore").decode(),  # drops half characters
            tags=VOCABULARY,
            renamed=RENAMED,
            attributes=ATTRIBUTES,
        ),
        tags=set(VOCABULARY | RENAMED.keys()),
        clean_content_tags=set(UNREAD),
        attributes=ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    for _ in range(_MOST_PASSES):  # a removal may leave white space, or an open tag
        before, clean = clean, _sanitized(_tidy(clean))
        if clean == before:
            break
    return CleanHTML(clean)


def _tidy(source: str) -> str:
    blocks = write_blocks(read_events(source))
    return to_html(without_empty(blocks)).strip()


def _sanitized(tidy: str) -> str:
    """Return the HTML in the vocabulary and nothing else: the last step, so that no other rule can
    let anything in.
    """
    return nh3.clean(
        tidy,
        tags=set(VOCABULARY),
        attributes=ATTRIBUTES,
        attribute_filter=_known_values_alone,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _known_values_alone(tag: str, attribute: str, value: str) -> str | None:
    return value if is_known_value(tag, attribute, value) else None
