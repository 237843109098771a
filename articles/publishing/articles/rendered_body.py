"""The body of an article as readers get it: organizations linked, figures, tables, notes and pull
quotes drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.template.loader import render_to_string

from articles.models import Article, Media, Mention, Picture
from articles.publishing.organizations.names import current_finder
from articles.publishing.organizations.reading import Reading
from articles.text import markup
from articles.text.figures import (
    Figure,
    Gallery,
    LinkFigure,
    Player,
    Table,
    draw_all,
    figures_in,
    links_in,
    players_in,
)
from articles.text.links import Link, link_first
from articles.text.media_names import media_names
from articles.text.notes import draw_notes, draw_pull_quotes, without_notes
from articles.text.tables import title_of, with_aligned_numbers


def rendered_body(
    article: Article,
    addresses: Mapping[int, str] | None = None,
    reading: Reading | None = None,
) -> str:
    """Return the body as readers get it; empty where that is the body as it was written.
    `addresses` are those of the dossiers to link, by organization, if the caller has them."""
    rendered = _with_blocks(_with_links(article, addresses, reading))
    return "" if rendered == article.body else rendered


def _with_links(
    article: Article, addresses: Mapping[int, str] | None, reading: Reading | None
) -> str:
    """Return the body with the first mention of each organization linked to its dossier, unless the
    article wants no links."""
    if not article.links_organizations:
        return article.body
    if addresses is None:
        addresses = dossiers_in(article.mentions.visible().select_related("organization"))
    if not addresses:
        return article.body
    finder = reading.finder if reading else current_finder()
    first_words = reading and reading.first_words(addresses)

    def find(text: str) -> list[Link]:
        """Return the links for a stretch of text; each organization gets one in the article."""
        if first_words is not None and not any(word in text for word in first_words):
            return []  # most stretches name none, and need not be split into words
        links = []
        for found in finder.find(text):
            owners = [owner for owner in found.organizations if owner in addresses]
            if len(owners) == 1:
                links.append(Link(found.start, found.end, addresses[owners[0]]))
        return links

    return link_first(article.body, find, addresses=len(addresses))


def dossiers_in(mentions: Iterable[Mention]) -> dict[int, str]:
    """Return the addresses of the dossiers to which a text with these mentions links, by
    organization."""
    return {
        mention.organization_id: mention.organization.get_absolute_url()
        for mention in mentions
        if mention.count and mention.is_public
    }


def _with_blocks(body: str) -> str:
    """Return the body with what pages show otherwise than it is stored. A picture that no longer
    exists leaves no gap: the checks report it to the editor."""
    if "<figure>" in body:
        pictures, files = _Pictures(figures_in(body)), _Files(body)
        body = draw_all(
            body,
            {
                Gallery: pictures.draw_gallery,
                Figure: pictures.draw,
                Table: _draw_table,
                Player: files.draw,
                LinkFigure: files.draw_link,
            },
        )
    if "<aside role=" in body:
        body = draw_pull_quotes(body)
    body = body.replace("<pre>", '<pre tabindex="0">')  # which scrolls, by the arrow keys too
    return draw_notes(body) if "<small" in body else body


class _Pictures:
    """The pictures of a body by the name of their file, read with one query if there are any."""

    def __init__(self, figures: list[Figure]) -> None:
        self.by_name = {picture.file.name: picture for picture in _pictures_of(figures)}

    def draw(self, figure: Figure) -> str:
        picture = self.by_name.get(figure.name)
        if picture is None:
            return ""
        context = {
            "picture": picture,
            "alt": picture.alt_text if figure.alt is None else figure.alt,
            "caption": markup.trusted(figure.caption),
        }
        return render_to_string("components/figure.html", context).strip()

    def draw_gallery(self, gallery: Gallery) -> str:
        gallery = gallery.of_those(lambda figure: figure.name in self.by_name)
        drawn = [markup.trusted(self.draw(figure)) for figure in gallery.figures]
        if len(drawn) < 2:
            return "".join(drawn)
        context = {"figures": drawn, "lead": markup.trusted(gallery.lead)}
        return render_to_string("components/gallery.html", context).strip()


class _Files:
    """The audio, video and documents of a body by the name of their file, read with one query if
    there are any."""

    def __init__(self, body: str) -> None:
        self.by_name = {media.file.name: media for media in _media_of(media_names(body))}

    def draw(self, player: Player) -> str:
        """Return a player with its file; nothing where that no longer exists."""
        media = self.by_name.get(player.name)
        return self._drawn(media, player.caption) if media else ""

    def draw_link(self, link: LinkFigure) -> str | None:
        """Return a link to a file of the paper's own as a card; others stay as they are."""
        media = self.by_name.get(link.name)
        return self._drawn(media, link.caption) if media else None

    def _drawn(self, media: Media, caption: str) -> str:
        context = {"media": media, "caption": markup.trusted(caption)}
        return render_to_string("components/media.html", context).strip()


def _draw_table(table: Table) -> str:
    title, rows = title_of(table.table)
    context = {
        "name": markup.plain_text(without_notes(title)),
        "title": markup.trusted(title),
        "table": markup.trusted(with_aligned_numbers(rows)),
        "source": markup.trusted(table.source),
    }
    return render_to_string("components/table.html", context).strip()


def lost_figures(body: str) -> list[Figure | Player | LinkFigure]:
    """Return the pictures, players and documents of a cleaned body whose file no longer exists."""
    figures = figures_in(body)
    files = [*players_in(body), *(link for link in links_in(body) if link.name)]
    there = {picture.file.name for picture in _pictures_of(figures)}
    there |= {media.file.name for media in _media_of([file.name for file in files])}
    return [figure for figure in (*figures, *files) if figure.name not in there]


def pictures_in(article: Article) -> set[int]:
    """Return the keys of the pictures that the text shows."""
    return {picture.pk for picture in _pictures_of(figures_in(article.body))}


def media_in(article: Article) -> set[int]:
    """Return the keys of the audio, video and documents that the text shows or links; no query
    where there are none."""
    return {media.pk for media in _media_of(media_names(article.body))}


def _media_of(names: list[str]) -> Iterable[Media]:
    """Return the files with these names; no query where there are none."""
    return Media.objects.filter(file__in=names).select_related("poster") if names else ()


def _pictures_of(figures: list[Figure]) -> Iterable[Picture]:
    """Return the pictures of figures; no query where there are none."""
    names = {figure.name for figure in figures}
    return Picture.objects.filter(file__in=names) if names else ()
