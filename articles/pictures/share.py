"""The picture that stands for a piece where its address is shared: its headline, its section and
the name of the paper. 1200 x 630 pixels, as Open Graph's readers want it
(https://developers.facebook.com/docs/sharing/webmasters/images/)."""

from __future__ import annotations

import io
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
#: Rises whenever what is drawn changes.
_RECIPE = 1
_FONT = Path(__file__).parent.parent / "static" / "articles" / "fonts" / "newsreader.woff2"
_PAPER, _INK, _SOFT, _RULE = "#fdfbf7", "#1c1b19", "#5c5851", "#9c2a14"
_MARGIN = 80
_ROOM = (WIDTH - 2 * _MARGIN, 340)  # for the headline
_SIZES = range(84, 35, -4)  # of the headline: the largest at which it fits
_LEADING = 1.08
_REGULAR, _BOLD = 500, 700


def share_name(secret: str, headline: str, section: str, paper: str) -> str:
    """The name of the file: it tells apart all that is drawn, so that what is under an address
    never changes, and nobody guesses it who does not know the `secret`."""
    said = "\x00".join([str(_RECIPE), secret, headline, section, paper])
    return f"share/{sha256(said.encode()).hexdigest()[:32]}.png"


def draw_share_picture(headline: str, section: str, paper: str) -> bytes:
    """A PNG with the headline as large as fits; of one that never ends, the beginning."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 12), fill=_RULE)
    small = _font(34, _REGULAR)
    draw.text((_MARGIN, 78), _cut(draw, section, small, _ROOM[0]), font=small, fill=_SOFT)
    lines, font = _fit(draw, headline)
    step = round(font.size * _LEADING)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, 142 + number * step), line, font=font, fill=_INK)
    draw.line((_MARGIN, HEIGHT - 116, WIDTH - _MARGIN, HEIGHT - 116), fill="#dcd6ca", width=2)
    name = _font(38, _BOLD)
    draw.text((_MARGIN, HEIGHT - 92), _cut(draw, paper, name, _ROOM[0]), font=name, fill=_INK)
    out = io.BytesIO()
    # Few colours are enough, and a third of the bytes; the last eighth of them costs ten times.
    image.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", compress_level=6)
    return out.getvalue()


@lru_cache(maxsize=32)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_FONT, size)
    font.set_variation_by_axes([weight])
    return font


def _fit(draw: ImageDraw.ImageDraw, headline: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    for size in _SIZES:
        font = _font(size, _BOLD)
        lines = _wrap(draw, headline, font)
        most = int(_ROOM[1] // (size * _LEADING))
        if len(lines) <= most:
            return lines, font
    kept = lines[:most]
    kept[-1] = _cut(draw, f"{kept[-1]} {lines[most]}", font, _ROOM[0])
    return kept, font


def _wrap(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Lines no wider than there is room, broken between words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font) <= _ROOM[0]:
            lines[-1] = longer
        else:
            lines.append(_cut(draw, word, font, _ROOM[0]))
    return lines


def _cut(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    """A text that fits in a line, with «…» where it was longer."""
    if draw.textlength(text, font) <= room:
        return text
    while text and draw.textlength(f"{text}…", font) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
