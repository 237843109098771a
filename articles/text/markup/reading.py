"""Reading of a clean body: its text, its words, its minutes."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from html.parser import HTMLParser

from django.utils.translation import gettext

from articles.text.markup.vocabulary import BLOCKS, FOOTNOTE, PULL_QUOTE, VOID

#: Words that a person reads in a minute, in Italian: about 188-220 by the studies gathered in
#: M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language, 2019.
WORDS_PER_MINUTE = 200

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_IN_TABLES = frozenset({"thead", "tbody", "tr", "th", "td"})
#: Digits and signs as they are written above and below the line: «10⁶», «CO₂».
_ABOVE = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_BELOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_WITH_SIGNS = re.compile(r"[0-9+\-−=()n]+")


class _TextReader(HTMLParser):
    def __init__(self, *, in_full: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.in_full = in_full
        self.out: list[str] = []
        self.notes: list[str] = []
        self.pull_quotes: list[tuple[int, str]] = []  # each, and its place in `out`
        self.around: list[list[str]] = []  # what was written before a note or a pull quote
        self.open: list[str] = []
        self.is_first_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        match tag:
            case "br":
                self.out.append(" " if "table" in self.open else "\n")
            case "q":
                self.out.append("“")
            case "tr":
                self.out.append("\n")
                self.is_first_cell = True
            case "td" | "th":
                self.out.append("" if self.is_first_cell else "\t")
                self.is_first_cell = False
            case "thead" | "tbody":
                pass
            case "small" | "aside" if tag == "small" or "role" in attributes:
                self.open[-1] = attributes["role"] or tag
                self.around.append(self.out)
                self.out = []
            case "hr" | "img" | "audio" | "video" | "a" if self.in_full:
                self.out.append(_described(tag, attributes, in_figure=self._is_in_figure()))
            case _ if tag in BLOCKS:
                self.out.append("\n\n")

    def _is_in_figure(self) -> bool:
        return self.open[-2:-1] == ["figure"]

    def handle_endtag(self, tag: str) -> None:
        opened = self.open.pop()
        if opened == FOOTNOTE:
            note, self.out = "".join(self.out).strip(), self.around.pop()
            if self.in_full:
                self.out.append(f" [{gettext('note')}: {note}]")
            else:
                self.notes.append(note)
        elif opened == PULL_QUOTE:
            words, self.out = "".join(self.out).strip(), self.around.pop()
            self.pull_quotes.append((len(self.out), words))
            self.out.append("")
        elif tag == "q":
            self.out.append("”")
        elif tag in BLOCKS and tag not in _IN_TABLES:
            self.out.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"sup", "sub"} and _WITH_SIGNS.fullmatch(data):
            data = data.translate(_ABOVE if self.open[-1] == "sup" else _BELOW)
        if self.open and self.open[-1] in {"table", "thead", "tbody", "tr"}:
            return  # between cells
        self.out.append(data)

    def result(self) -> str:
        while self.around:  # the HTML ends within a note or a pull quote
            self.out = [*self.around.pop(), *self.out]
        text = spoken_words("".join([*self.out, *self.notes])) if self.pull_quotes else ""
        for place, words in self.pull_quotes:
            if self.in_full or spoken_words(words) not in text:
                self.out[place] = f"\n\n{words}\n\n"
        return "".join([*self.out, *(f"\n\n{note}" for note in self.notes)])


def _described(tag: str, attributes: dict[str, str | None], *, in_figure: bool) -> str:
    """Return what is shown and has no words of its own, in words; nothing for a link in a text."""
    file = (attributes.get("src") or attributes.get("href") or "").rpartition("/")[2]
    match tag:
        case "hr":
            return "\n\n* * *\n\n"
        case "img":
            words = " · ".join(filter(None, [attributes.get("alt"), file]))
            return f"[{gettext('picture')}: {words}]"
        case "audio" | "video":
            return f"[{gettext(tag)}: {file}]"
    return f"[{gettext('link')}: {attributes.get('href')}]\n\n" if in_figure else ""


def spoken_words(text: str) -> str:
    """Return the words of a text without case and without what stands between them, each between
    blanks: what is a part of it is said in it in a row.
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return f" {' '.join(words)} "


def plain_text(clean: str, *, in_full: bool = False) -> str:
    """Return the text of a clean body as it is read, with captions: blocks separated by an empty
    line, the cells of a table by a tab and its rows by a line feed, inline tags leaving no trace
    («Open<em>AI</em>» is one word) but for the marks of a quotation. Footnotes come last; a pull
    quote is left out, since it stands in the text already.

    With `in_full`, for comparing two texts, all stands in its place, and pictures, players and
    links on lines of their own are described in words.
    """
    return _read(clean, in_full=True) if in_full else _read_once(str(clean))


def _read(clean: str, *, in_full: bool = False) -> str:
    reader = _TextReader(in_full=in_full)
    reader.feed(clean)
    reader.close()
    blocks = re.split(r"\n{2,}", reader.result())
    return "\n\n".join(block.strip(" \n") for block in blocks if block.strip(" \n\t"))


# Saving an article needs its text several times.
_read_once = lru_cache(maxsize=4)(_read)


def word_count(text: str) -> int:
    """Return the number of words of a plain text; «16.000» is one, «l’annuncio» two."""
    return len(_WORD.findall(text))


def reading_minutes(words: int) -> int:
    """Return whole minutes of reading, at least one."""
    return max(1, math.ceil(words / WORDS_PER_MINUTE))
