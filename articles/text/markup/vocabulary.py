"""The vocabulary of a stored body: its tags, where they stand, and their attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Tags within a line of text. `small` is a footnote, written where it is referred to; `s` is a
#: correction that readers are meant to see; `span` a phrase in another language.
INLINE = frozenset(
    {"strong", "em", "a", "sup", "sub", "s", "q", "abbr", "code", "span", "small", "br"}
)
HEADINGS = frozenset({"h2", "h3", "h4"})
#: Blocks that hold blocks.
_CONTAINERS = frozenset({"ul", "ol", "blockquote", "figure", "aside"})
#: Blocks that hold text.
_LINES = frozenset({"p", "pre", "li", "figcaption", *HEADINGS})
_TABLE = frozenset({"table", "caption", "thead", "tbody", "tr", "th", "td"})
#: The media of a figure beside pictures, tables and links.
PLAYERS = frozenset({"audio", "video"})
#: Tags that stand on lines of their own.
BLOCKS = _CONTAINERS | _LINES | _TABLE | {"hr"}
VOCABULARY = INLINE | BLOCKS | PLAYERS | {"img"}
#: Tags without an end.
VOID = frozenset({"br", "hr", "img"})

#: Tags that mean the same as one of ours.
RENAMED = {
    "b": "strong",
    "i": "em",
    "cite": "em",
    "strike": "s",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "acronym": "abbr",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "tfoot": "tbody",
} | dict.fromkeys(("div", "section", "article", "dt", "dd", "address"), "p")
#: Tags whose text is no part of what is read: deleted, or meant for programs.
UNREAD = frozenset({"script", "style", "del", "template", "title", "textarea", "select", "svg"})

#: The roles of DPUB-ARIA (https://www.w3.org/TR/dpub-aria-1.1/) that say what HTML has no tag for.
FOOTNOTE = "doc-footnote"
PULL_QUOTE = "doc-pullquote"

ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "audio": {"src"},
    "video": {"src"},
    "ol": {"start"},
    "abbr": {"title"},
    "small": {"role"},
    "aside": {"role"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
} | dict.fromkeys(("blockquote", "em", "q", "span"), {"lang"})

#: The most rows and columns of a table.
MOST_ROWS, MOST_COLUMNS = 200, 20
#: The path of the pictures in a body, whatever serves them to readers.
PICTURE_ROOT = "/media/"

_NAME = r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*"
_PICTURE = re.compile(rf"{PICTURE_ROOT}(pictures/{_NAME})")
_FILE = re.compile(rf"{PICTURE_ROOT}(files/{_NAME})")
_ADDRESS = re.compile(r"https?://|mailto:|/(?![/\\])", re.IGNORECASE)
# A language by BCP 47 (https://www.rfc-editor.org/info/bcp47), as far as quotations need it.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_START = re.compile(r"[2-9]|[1-9][0-9]{1,3}")


def picture_name(address: str) -> str:
    """Return the file name of a picture of the paper's own, from its address in a body; empty for
    any other address.
    """
    known = _PICTURE.fullmatch(address)
    return known[1] if known else ""


def file_name(address: str) -> str:
    """Return the name of an audio, video or document of the paper's own, from its address in a
    body; empty for any other address.
    """
    known = _FILE.fullmatch(address)
    return known[1] if known else ""


def is_linkable(address: str) -> bool:
    """Return True if a link may lead there: to the web, to a mailbox or within the site."""
    return bool(_ADDRESS.match(address))


def is_known_value(tag: str, attribute: str, value: str) -> bool:
    """Return True if the attribute may have the value; every attribute that means something to a
    browser is held to the few values that the paper writes.
    """
    match tag, attribute:
        case _, "lang":
            return bool(_LANGUAGE.fullmatch(value))
        case "img", "src":
            return bool(picture_name(value))
        case "audio" | "video", "src":
            return bool(file_name(value))
        case "ol", "start":
            return bool(_START.fullmatch(value))
        case "small", "role":
            return value == FOOTNOTE
        case "aside", "role":
            return value == PULL_QUOTE
        case "th", "scope":
            return value in {"col", "row"}
        case _, "colspan":
            return _is_span(value, MOST_COLUMNS)
        case _, "rowspan":
            return _is_span(value, MOST_ROWS)
    return True


def known_attributes(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that the vocabulary has for the tag, with values that it knows."""
    known = ATTRIBUTES.get(tag, ())
    return {
        name: " ".join(value.split())
        for name, value in attributes.items()
        if name in known and is_known_value(tag, name, value)
    }


def _is_span(value: str, most: int) -> bool:
    return bool(_START.fullmatch(value)) and int(value) <= most
