"""Initials in place of a name, and the name restored: pure functions over texts."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from urllib.parse import unquote

from articles.text.diff import merge, split_blocks
from articles.text.letters import APOSTROPHES, MARKS, as_typed
from articles.text.slugs import known_slugs

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_TAG = re.compile(r"(<[^>]*>)")
_WORDS = re.compile(r'(?<= alt=")[^"]*|(?<= title=")[^"]*')
_SIGNS = {" ": r"\s+"} | {"-": "[-\u2010\u2011]"} | dict.fromkeys(APOSTROPHES, f"[{APOSTROPHES}]")
_NBSP = "&nbsp;"  # as it is written in a clean body


def names_in(typed: str) -> list[str]:
    """Return the typed forms of a name, one a line, the longest first: a surname alone is replaced
    only after the full name.
    """
    names = {" ".join(line.split()) for line in typed.splitlines()} - {""}
    return sorted(names, key=lambda name: (-len(name), name))


def names_pattern(names: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for the names as whole words, in any case, however they were typed: with
    another apostrophe, with combining accents, with invisible characters.
    """
    forms = (as_typed(" ".join(name.split()), _SIGNS) for name in names)
    return re.compile(rf"(?<![\w{MARKS}])(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def without_names(text: str, names: Sequence[str], initials: str) -> str:
    """Return a plain text with the initials in place of each of the names. The full stop of an
    initial at the end of a sentence ends it too.
    """
    return _at_the_end(names_pattern(names).sub(lambda _found: initials, text), initials)


def without_names_in_html(body: str, names: Sequence[str], initials: str) -> str:
    """Return a clean body with the initials in place of each of the names, in its text and in the
    alternative texts of its pictures and in the full forms of its abbreviations.
    """
    escaped = [html.escape(name, quote=False) for name in names]

    def in_text(text: str) -> str:
        printed = text.replace(_NBSP, "\u00a0")
        return without_names(printed, escaped, initials).replace("\u00a0", _NBSP)

    def in_tag(tag: str) -> str:
        return _WORDS.sub(lambda found: in_text(found[0]), tag)

    parts = _TAG.split(body)
    return "".join(
        in_tag(part) if number % 2 else in_text(part) for number, part in enumerate(parts)
    )


def words_in_attributes(body: str) -> list[str]:
    """Return the words that a clean body holds beside its text: alternative texts of pictures and
    full forms of abbreviations.
    """
    return [
        html.unescape(words) for tag in _TAG.findall(body) for words in _WORDS.findall(tag) if words
    ]


def _at_the_end(text: str, initials: str) -> str:
    return text.replace(f"{initials}.", initials) if initials.endswith(".") else text


def leads_to_name(address: str, names: Sequence[str]) -> bool:
    """Return True if an address contains the words of a name in a row."""
    words = f"-{_BETWEEN_WORDS.sub('-', unquote(address)).lower()}-"
    return any(f"-{slug}-" in words for name in names for slug in known_slugs(name))


def with_names_again(masked: str, present: str, original: str) -> str:
    """Return the present text, which was once `masked`, with the words of the `original` in the
    masked places. Words that somebody has written there since stay.
    """
    parts = merge(*(_TOKEN.findall(text) for text in (masked, present, original)))
    return "".join("".join(part.mine if part.is_contested else part.merged) for part in parts)


def with_names_again_in_html(masked: str, present: str, original: str) -> str:
    """Return a present body with its names restored: block by block first, so that untouched blocks
    are taken whole.
    """
    blocks: list[str] = []
    for part in merge(*(split_blocks(body) for body in (masked, present, original))):
        if part.is_contested:
            sides = ("\n".join(side) for side in (part.base, part.mine, part.theirs))
            blocks.append(with_names_again(*sides))
        else:
            blocks += part.merged
    return "\n".join(blocks)
