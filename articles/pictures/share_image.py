"""Share images, which stand for an article where its address is shared: its headline, its section
and the name of the paper. 1200 x 630 pixels, as readers of Open Graph expect
(https://developers.facebook.com/docs/sharing/webmasters/images/).
"""

from __future__ import annotations

import io
from functools import cache
from hashlib import sha256
from pathlib import Path

import PIL
from PIL import Image, ImageDraw

from articles.pictures import lettering
from articles.pictures.lettering import Lettering, drawable, fonts_digest

WIDTH, HEIGHT = 1200, 630
_PAPER, _INK, _SOFT, _RULE = "#fdfbf7", "#1c1b19", "#5c5851", "#9c2a14"
_MARGIN = 80
_ROOM = (WIDTH - 2 * _MARGIN, 340)  # for the headline
_SIZES = range(84, 35, -4)  # of the headline: the largest at which it fits
_LEADING = 1.08
_REGULAR, _BOLD = 500, 700


def share_name(secret: str, headline: str, section: str, paper: str) -> str:
    """Return the name of the file: a hash of all that is drawn, so that the file at an address
    never changes, and of `secret`, without which nobody can guess it.
    """
    drawn = "\x00".join([_renderer_hash(), secret, headline, section, paper])
    return f"share/{sha256(drawn.encode()).hexdigest()[:32]}.png"


@cache
def _renderer_hash() -> str:
    """Return a hash that changes with the drawing: with this code, the fonts, or the drawing
    library.
    """
    mark = sha256(PIL.__version__.encode() + fonts_digest())
    for path in (__file__, lettering.__file__):
        mark.update(Path(path).read_bytes())
    return mark.hexdigest()


def draw_share_image(headline: str, section: str, paper: str) -> bytes:
    """Return a PNG with the headline as large as fits; an endless one is cut. Letters that none of
    the fonts has are left out.
    """
    headline, section, paper = map(drawable, (headline, section, paper))
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 12), fill=_RULE)
    small = Lettering(34, _REGULAR)
    small.draw(draw, (_MARGIN, 78), _cut(draw, section, small), _SOFT)
    lines, large = _fit(draw, headline)
    step = round(large.size * _LEADING)
    for number, line in enumerate(lines):
        large.draw(draw, (_MARGIN, 142 + number * step), line, _INK)
    draw.line((_MARGIN, HEIGHT - 116, WIDTH - _MARGIN, HEIGHT - 116), fill="#dcd6ca", width=2)
    name = Lettering(38, _BOLD)
    name.draw(draw, (_MARGIN, HEIGHT - 92), _cut(draw, paper, name), _INK)
    out = io.BytesIO()
    # A few colours are enough, and save two thirds of the bytes; the last eighth of them would take
    # ten times as long.
    image.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _fit(draw: ImageDraw.ImageDraw, headline: str) -> tuple[list[str], Lettering]:
    for size in _SIZES:
        large = Lettering(size, _BOLD)
        lines = _wrap(draw, headline, large)
        most = int(_ROOM[1] // (size * _LEADING))
        if len(lines) <= most:
            return lines, large
    shown = lines[:most]
    shown[-1] = _cut(draw, f"{shown[-1]} {lines[most]}", large)
    return shown, large


def _wrap(draw: ImageDraw.ImageDraw, text: str, letters: Lettering) -> list[str]:
    """Return lines that fit the width, broken between words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and letters.length(draw, longer) <= _ROOM[0]:
            lines[-1] = longer
        else:
            lines.append(_cut(draw, word, letters))
    return lines


def _cut(draw: ImageDraw.ImageDraw, text: str, letters: Lettering) -> str:
    """Return a text that fits in a line, with «…» if it was cut."""
    if letters.length(draw, text) <= _ROOM[0]:
        return text
    while text and letters.length(draw, f"{text}…") > _ROOM[0]:
        text = text[:-1]
    return f"{text.rstrip()}…"
