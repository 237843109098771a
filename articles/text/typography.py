"""Italian typography on demand: pure functions, text in, text out. Links are left as they are."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from articles.text.markup import BLOCKS

NBSP = "\u00a0"
_UNITS = (
    "kB|MB|GB|TB|PB|bit|byte|Hz|kHz|MHz|GHz|mm|cm|m|km|mg|g|kg|t|l|W|kW|MW|GW|Wh|kWh|MWh|GWh|V|"
    "°C|%|€|\\$|euro|dollari|mila|milioni|miliardi|per cento"
)
_UNIT = re.compile(rf"(\d)[ ]({_UNITS})(?![\w])")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_DASH = re.compile(r"(?<=\s)-(?=\s)|(?<=\s)--(?=\s)")
#: «E'» for «È», as keyboards without the letter write it; other accents are words of their own.
_E_GRAVE = re.compile(r"(?<!\w)E'(?=\s)")
_DOUBLED = re.compile(r"(?<![\w'])''(?=[^\s'])((?:[^'\n]|'(?!'))*[^\s'])''(?![\w'])")
_SINGLE = re.compile(r"(?<![\w’'])'(?=[^\s'\d])([^'\n]*[^\s'])'(?!\w)")
_UNSET = frozenset({"a", "code", "pre"})
_OPENS_AFTER = frozenset(" \t\n\u00a0([{«“‘—–-/")


@dataclass
class Typesetter:
    """A typesetter of the parts of one text in order: a quotation may begin in one and end in
    another.
    """

    open: list[str] = field(default_factory=list)
    last: str = ""

    def set(self, text: str) -> str:
        """Return the text as Italian papers print it: «» for straight quotation marks, or two
        apostrophes, and “” within them, ’ for ', … for three points, – for a hyphen between spaces,
        and a no-break space before a unit.
        """
        text = _E_GRAVE.sub("È", text)
        text = _DOUBLED.sub(r'"\1"', text)
        text = _SINGLE.sub(r"‘\1’", text).replace("'", "’")
        text = _DOTS.sub("…", text)
        text = _DASH.sub("–", text)
        text = _UNIT.sub(rf"\1{NBSP}\2", text)
        return "".join(self._quotation_marks(text))

    def pass_over(self, text: str) -> None:
        """Take note of a part that stays unchanged."""
        for _character in self._quotation_marks(text):
            pass

    def _quotation_marks(self, text: str) -> list[str]:
        out = []
        for character in text:
            if character == '"':
                opens = not self.last or self.last in _OPENS_AFTER
                if opens or not self.open:
                    character = "“" if "«" in self.open else "«"
                else:
                    character = {"«": "»", "“": "”"}[self.open[-1]]
            if character in "«“":
                self.open.append(character)
            elif character in "»”" and self.open:
                self.open.pop()
            self.last = character
            out.append(character)
        return out


def set_text(text: str) -> str:
    """Set a plain text."""
    return Typesetter().set(text)


def set_body(clean: str) -> str:
    """Set each block of a clean body; the words of links and code stay unchanged."""
    writer = _Writer()
    writer.feed(clean)
    writer.close()
    return "".join(writer.out)


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.setter = Typesetter()
        self.around = self.setter  # of the sentence that a note interrupts
        self.unset = 0  # open tags whose words are left as they are

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.setter = Typesetter()
        if tag == "small":
            self.around, self.setter = self.setter, Typesetter()
        self.unset += tag in _UNSET
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.unset -= tag in _UNSET
        if tag == "small":
            self.setter = self.around
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.unset:
            self.setter.pass_over(data)
        else:
            data = self.setter.set(data)
        self.out.append(html.escape(data, quote=False))
