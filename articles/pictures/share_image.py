"""The picture that stands for an article where its address is shared: its headline, its section and
the name of the paper. 1200 x 630 pixels, as Open Graph's readers want it
(https://developers.facebook.com/docs/sharing/webmasters/images/)."""

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
    """The name of the file: it tells apart all that is drawn, so that what is under an address
    never changes, and nobody guesses it who does not know the `secret`."""
    said = "\x00".join([_renderer_hash(), secret, headline, section, paper])
    return f"share/{sha256(said.encode()).hexdigest()[:32]}.png"


@cache
def _renderer_hash() -> str:
    """Another whenever what is drawn may be: with this code, the fonts, or what draws them."""
    mark = sha256(PIL.__version__.encode() + fonts_digest())
    for path in (__file__, lettering.__file__):
        mark.update(Path(path).read_bytes())
    return mark.hexdigest()


def draw_share_picture(headline: str, section: str, paper: str) -> bytes:
    """A PNG with the headline as large as fits; of one that never ends, the beginning. Letters that
    no font of ours has are left out."""
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
    # Few colours are enough, and a third of the bytes; the last eighth of them costs ten times.
    image.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _fit(draw: ImageDraw.ImageDraw, headline: str) -> tuple[list[str], Lettering]:
    for size in _SIZES:
        large = Lettering(size, _BOLD)
        lines = _wrap(draw, headline, large)
        most = int(_ROOM[1] // (size * _LEADING))
        if len(lines) <= most:
            return lines, large
    kept = lines[:most]
    kept[-1] = _cut(draw, f"{kept[-1]} {lines[most]}", large)
    return kept, large


def _wrap(draw: ImageDraw.ImageDraw, text: str, letters: Lettering) -> list[str]:
    """Lines no wider than there is room, broken between words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and letters.length(draw, longer) <= _ROOM[0]:
            lines[-1] = longer
        else:
            lines.append(_cut(draw, word, letters))
    return lines


def _cut(draw: ImageDraw.ImageDraw, text: str, letters: Lettering) -> str:
    """A text that fits in a line, with «…» where it was longer."""
    if letters.length(draw, text) <= _ROOM[0]:
        return text
    while text and letters.length(draw, f"{text}…") > _ROOM[0]:
        text = text[:-1]
    return f"{text.rstrip()}…"
