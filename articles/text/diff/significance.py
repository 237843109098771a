"""Significance of changes to a text that readers know."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum

from articles.text import letters
from articles.text.letters import MARKS
from articles.text.quotation_marks import marks_in


class Touched(StrEnum):
    """A kind of statement that readers rely on."""

    HEADLINE = "headline"
    NAME = "name"
    FIGURE = "figure"
    DATE = "date"
    QUOTATION = "quotation"
    ATTACHMENT = "attachment"
    STRUCK = "struck"


_MONTH = (
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?\b|\b\d{{1,2}}°?\s+(?:{_MONTH})\b"
    rf"|\b(?:{_MONTH})\s+\d{{4}}\b|\b(?:1[5-9]|20)\d\d\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:\s*%)?")
_WORD = re.compile(rf"(?<![\w{MARKS}])[^\W\d_][\w{MARKS}]*")
#: Signs before the first word of a sentence, a quotation or a line, whose capital means nothing.
_OPENING = re.compile(r"(?:\n|[.!?:…»”“\"]\s|[«“„‚‹\"]|'')\Z")
_BLANKS = re.compile(r"\s+")


def touched(*, headline: tuple[str, str], text: tuple[str, str]) -> set[Touched]:
    """Return the kinds of statement changed between the first headline and plain text and the
    second.

    Names are words with a capital within a sentence, and all words of a script without capitals.
    Moving a text changes nothing, nor do apostrophes and spaces.
    """
    found = {Touched.HEADLINE} if _plain(headline[0]) != _plain(headline[1]) else set()
    before, after = map(_plain, text)
    if before == after:
        return found
    if _quotations(text[0]) != _quotations(text[1]):
        found.add(Touched.QUOTATION)
    if Counter(_DATE.findall(before)) != Counter(_DATE.findall(after)):
        found.add(Touched.DATE)
    if _figures(before) != _figures(after):
        found.add(Touched.FIGURE)
    if _names(before) != _names(after):
        found.add(Touched.NAME)
    return found


def _plain(text: str) -> str:
    """Return a text without insignificant differences: one kind of apostrophe and of blank, no
    invisible characters, accents composed.
    """
    lines = letters.plain(text).replace("\u00a0", " ").splitlines()
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in lines if line.strip())


def _quotations(text: str) -> Counter:
    text = letters.seen(text)
    return Counter(_plain(text[pair.opened : pair.closed]) for pair in marks_in(text).outermost)


def _figures(text: str) -> Counter:
    """Count the numbers that are not part of a date."""
    return Counter(_BLANKS.sub("", figure) for figure in _FIGURE.findall(_DATE.sub(" ", text)))


def _names(text: str) -> Counter:
    return Counter(
        word[0]
        for word in _WORD.finditer(text)
        if letters.is_caseless(word[0][0])
        or (letters.is_capital(word[0][0]) and not _is_opening(text, word.start()))
    )


def _is_opening(text: str, start: int) -> bool:
    return start == 0 or bool(_OPENING.search(text[max(0, start - 2) : start]))
