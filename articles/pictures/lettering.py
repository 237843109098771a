"""Lines of text in the paper's font, with another font for the letters it lacks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from PIL import ImageDraw, ImageFont

from articles.text.letters import MARKS, seen

_FOLDER = Path(__file__).parent.parent / "static" / "articles" / "fonts"
#: A file beside them says how they were made. The last is larger at the same size, with one weight.
_FONTS = ("newsreader.woff2", "newsreader-latin-ext.woff2", "noto-serif.woff2")
_SCALES = (1.0, 1.0, 0.88)
_LETTER = re.compile(rf"\s+|\S[{MARKS}]*")
_SAME = str.maketrans("\u2010\u2011", "--")
_AS_IT_IS = ImageFont.Layout.BASIC
_TRIED = 24  # pixels: at this size a sign is compared with what a font draws for none


@cache
def fonts_digest() -> bytes:
    """Return the hash of the font files."""
    mark = hashlib.sha256()
    for name in _FONTS:
        mark.update((_FOLDER / name).read_bytes())
    return mark.digest()


class Lettering:
    """A typeface for lines of text: a size in pixels, and a weight from 500 to 700."""

    def __init__(self, size: int, weight: int) -> None:
        self.size = size
        self._fonts = [_font(number, size, weight) for number in range(len(_FONTS))]

    def length(self, draw: ImageDraw.ImageDraw, text: str) -> float:
        return sum(draw.textlength(run, self._fonts[number]) for number, run in _runs(text))

    def draw(self, draw: ImageDraw.ImageDraw, place: tuple[int, int], text: str, fill: str) -> None:
        """Draw a line whose upper left corner is at `place`."""
        left, top = place
        base = top + self._fonts[0].getmetrics()[0]
        for number, run in _runs(text):
            draw.text((left, base), run, font=self._fonts[number], fill=fill, anchor="ls")
            left += draw.textlength(run, self._fonts[number])


def drawable(text: str) -> str:
    """Return a text in one line, without the letters that none of the fonts has."""
    return " ".join("".join(letter for _number, letter in _letters(text)).split())


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the runs of a text in one font, each with the number of the font."""
    for number, run in groupby(_letters(text), key=itemgetter(0)):
        yield number, "".join(letter for _number, letter in run)


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Yield the letters of a text, each with its accents, and the number of the font that has it;
    an accent that no font has is left out rather than its letter.
    """
    last = 0
    for found in _LETTER.finditer(seen(text).translate(_SAME)):
        letter = " " if found[0].isspace() else found[0]
        for wanted in (letter, letter[0]):
            order = (last, *range(len(_FONTS))) if wanted == " " else range(len(_FONTS))
            number = next((each for each in order if _has(each, wanted)), None)
            if number is not None:
                last = number
                yield number, wanted
                break


@lru_cache(maxsize=10_000)
def _has(number: int, letter: str) -> bool:
    """Return True if a font draws each of these signs otherwise than one that it lacks."""
    return all(sign == " " or _shape(number, sign) != _shape(number, "\uffff") for sign in letter)


@lru_cache(maxsize=10_000)
def _shape(number: int, sign: str) -> bytes:
    # Without shaping, which would draw a circle under an accent that stands alone.
    font = ImageFont.truetype(_FOLDER / _FONTS[number], _TRIED, layout_engine=_AS_IT_IS)
    return bytes(font.getmask(sign))


@lru_cache(maxsize=64)
def _font(number: int, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_FOLDER / _FONTS[number], round(size * _SCALES[number]))
    if number < len(_FONTS) - 1:
        font.set_variation_by_axes([weight])
    return font
