"""Reading of a clean body: its text, its words, its minutes."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from html.parser import HTMLParser

from django.utils.translation import gettext

from articles.text.markup.cleaning import BLOCKS

#: Words that a person reads in a minute, in Italian: about 188-220 by the studies gathered in
#: M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language, 2019.
WORDS_PER_MINUTE = 200

_WORD = re.compile(r"\w+(?:[.,]\d+)*")


class _TextReader(HTMLParser):
    def __init__(self, *, with_pictures: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.with_pictures = with_pictures
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.out.append("\n")
        elif tag == "img" and self.with_pictures:
            attributes = dict(attrs)
            file = (attributes.get("src") or "").rpartition("/")[2]
            words = " · ".join(filter(None, [attributes.get("alt"), file]))
            self.out.append(f"[{gettext('picture')}: {words}]")
        elif tag in BLOCKS:
            self.out.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.out.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.out.append(data)


def plain_text(clean: str, *, with_pictures: bool = False) -> str:
    """Return the text of a clean body as it is read, with captions: blocks separated by an empty
    line, inline tags leaving no trace («Open<em>AI</em>» is one word). With `with_pictures`, for
    comparing two texts, pictures are described in words.
    """
    return _read(clean, with_pictures=True) if with_pictures else _read_once(str(clean))


def _read(clean: str, *, with_pictures: bool = False) -> str:
    reader = _TextReader(with_pictures=with_pictures)
    reader.feed(clean)
    reader.close()
    blocks = re.split(r"\n{2,}", "".join(reader.out))
    return "\n\n".join(block.strip(" \n") for block in blocks if block.strip(" \n"))


# Saving an article needs its text several times.
_read_once = lru_cache(maxsize=4)(_read)


def word_count(text: str) -> int:
    """Return the number of words of a plain text; «16.000» is one, «l’annuncio» two."""
    return len(_WORD.findall(text))


def reading_minutes(words: int) -> int:
    """Return whole minutes of reading, at least one."""
    return max(1, math.ceil(words / WORDS_PER_MINUTE))
