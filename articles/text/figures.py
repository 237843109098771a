"""Figures of a clean body: pure functions, HTML in, HTML out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from articles.text.markup import PICTURE_ROOT, file_name, picture_name, plain_text

_CAPTION = r"(?:<figcaption>((?:(?!</figcaption>).)*)</figcaption>\n?)?"
_PICTURE = rf'<figure><img src="([^"]*)"(?: alt="([^"]*)")?>{_CAPTION}</figure>'
_FIGURE = re.compile(_PICTURE, re.DOTALL)
_GALLERY = re.compile(
    rf"<figure>((?:{re.sub(r'[(](?![?])', '(?:', _PICTURE)}\n){{2,}}){_CAPTION}</figure>",
    re.DOTALL,
)
_TABLE = re.compile(rf"<figure>(<table>(?:(?!</table>).)*</table>)\n{_CAPTION}</figure>", re.DOTALL)
_PLAYER = re.compile(
    rf'<figure><(?:audio|video) src="([^"]*)"></(?:audio|video)>{_CAPTION}</figure>', re.DOTALL
)
_LINK = re.compile(rf'<figure><a href="([^"]*)">([^<]*)</a>{_CAPTION}</figure>', re.DOTALL)


class Figure(NamedTuple):
    """A picture in a text: the name of its file, its alternative text there as plain text, and its
    caption as clean HTML. An empty `alt` marks a decorative picture; with None, the picture's own
    text is used.
    """

    name: str
    alt: str | None
    caption: str

    @property
    def label(self) -> str:
        """What people know it by."""
        return self.alt or self.name


class Gallery(NamedTuple):
    """Several pictures of one occasion, with a line for all of them as clean HTML."""

    figures: list[Figure]
    lead: str

    def of_those(self, is_there: Callable[[Figure], bool]) -> Gallery:
        """Return the gallery of some of its pictures. The line goes with the last one, if it has no
        caption of its own, and with none where none is left."""
        figures = [figure for figure in self.figures if is_there(figure)]
        if len(figures) == 1:
            figures = [figures[0]._replace(caption=figures[0].caption or self.lead)]
        return Gallery(figures, self.lead if len(figures) > 1 else "")


class Table(NamedTuple):
    """A table as clean HTML, and its source likewise."""

    table: str
    source: str


class Player(NamedTuple):
    """An audio or a video: the name of its file, and its caption as clean HTML."""

    name: str
    caption: str

    @property
    def label(self) -> str:
        """What people know it by."""
        return plain_text(self.caption) or self.name


class LinkFigure(NamedTuple):
    """A link on a line of its own: its address and its title as plain text, and its caption as
    clean HTML.
    """

    href: str
    title: str
    caption: str

    @property
    def name(self) -> str:
        """The name of the file, for a document of the paper's own; empty for any other link."""
        return file_name(self.href)

    @property
    def label(self) -> str:
        """What people know it by."""
        return self.title or self.name


AnyFigure = Figure | Gallery | Table | Player | LinkFigure


def figures_in(clean: str) -> list[Figure]:
    """Return the pictures of a body, those of galleries too."""
    return [_figure(found) for found in _FIGURE.finditer(clean)]


def players_in(clean: str) -> list[Player]:
    """Return the audio and video of a body."""
    return [_player(found) for found in _PLAYER.finditer(clean)]


def links_in(clean: str) -> list[LinkFigure]:
    """Return the links of a body that stand on lines of their own."""
    return [_link(found) for found in _LINK.finditer(clean)]


def without_files(clean: str, gone: Collection[str]) -> str:
    """Return a body without the pictures, players and documents whose files have these names; it
    has to be cleaned again.
    """

    def without(figure: Figure | Player | LinkFigure) -> str | None:
        return "" if figure.name in gone else None

    def gallery(found: Gallery) -> str | None:
        left = found.of_those(lambda figure: figure.name not in gone)
        if len(left.figures) == len(found.figures):
            return None
        lead = f"<figcaption>{left.lead}</figcaption>" if left.lead else ""
        pictures = "".join(map(_html_of, left.figures))
        return f"<figure>{pictures}{lead}</figure>" if len(left.figures) > 1 else pictures

    return draw_all(
        clean, {Gallery: gallery, Figure: without, Player: without, LinkFigure: without}
    )


def _html_of(figure: Figure) -> str:
    alt = "" if figure.alt is None else f' alt="{html.escape(figure.alt)}"'
    caption = f"<figcaption>{figure.caption}</figcaption>" if figure.caption else ""
    picture = f'<img src="{PICTURE_ROOT}{figure.name}"{alt}>'
    return f"<figure>{picture}{caption}</figure>"


def draw_figures(clean: str, draw: Callable[[Figure], str | None]) -> str:
    """Return the body with each picture replaced by the safe HTML that `draw` returns; None leaves
    it unchanged.
    """
    return _drawn(clean, _FIGURE, _figure, draw)


def draw_all(clean: str, draw: Mapping[type[AnyFigure], Callable[..., str | None]]) -> str:
    """Return the body with each figure replaced by the safe HTML that the function for its kind
    returns; None leaves it unchanged.
    """
    for kind, (pattern, read) in _KINDS.items():
        if kind in draw:
            clean = _drawn(clean, pattern, read, draw[kind])
    return clean


def kind_of(block: str) -> type[AnyFigure] | None:
    """Return the kind of figure that a block of a clean body is; None for any other block."""
    kinds = (kind for kind, (pattern, _) in _KINDS.items() if pattern.fullmatch(block))
    return next(kinds, None)


def _drawn(
    clean: str,
    pattern: re.Pattern[str],
    read: Callable[[re.Match[str]], AnyFigure],
    draw: Callable[..., str | None],
) -> str:
    def drawn(found: re.Match[str]) -> str:
        drawing = draw(read(found))
        return found[0] if drawing is None else drawing

    return pattern.sub(drawn, clean)


def _figure(found: re.Match[str]) -> Figure:
    source, alt, caption = found.groups()
    alt = None if alt is None else html.unescape(alt)
    return Figure(picture_name(html.unescape(source)), alt, caption or "")


def _gallery(found: re.Match[str]) -> Gallery:
    return Gallery(figures_in(found[1]), found[2] or "")


def _table(found: re.Match[str]) -> Table:
    return Table(found[1], found[2] or "")


def _player(found: re.Match[str]) -> Player:
    return Player(file_name(html.unescape(found[1])), found[2] or "")


def _link(found: re.Match[str]) -> LinkFigure:
    href, title, caption = found.groups()
    return LinkFigure(html.unescape(href), html.unescape(title), caption or "")


#: Each kind of figure: what it looks like, and how it is read. Galleries come before the pictures
#: that they hold.
_KINDS = {
    Gallery: (_GALLERY, _gallery),
    Figure: (_FIGURE, _figure),
    Table: (_TABLE, _table),
    Player: (_PLAYER, _player),
    LinkFigure: (_LINK, _link),
}
