"""Data derived from the text of an article when it is saved, so that pages need not compute it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Replace
from django.template.loader import render_to_string

from articles.linking import ParsedText, people
from articles.models import Article, ArticleText, Mention, Organization, Picture, PictureUse
from articles.publishing.organizations.names import current_finder
from articles.publishing.organizations.reading import Reading
from articles.publishing.pictures.share_images import derive_share_image
from articles.search import index_article, index_facets, index_words
from articles.text import markup
from articles.text.figures import Figure, draw_figures, figures_in
from articles.text.links import Link, link_first


def derive_text(article: Article, reading: Reading | None = None) -> None:
    """Store the words of an article for the index, the people it names, its body with links to
    organizations, its search entry and its share image. Passing a `reading` saves reading the
    text again."""
    texts, derived = derived_of(article, reading)
    ArticleText.objects.update_or_create(article=article, defaults=derived)
    _tie_pictures(article)
    index_article(article, texts)
    derive_share_image(article)


def derived_of(
    article: Article, reading: Reading | None = None, addresses: Mapping[int, str] | None = None
) -> tuple[tuple[str, str, str], dict[str, Any]]:
    """Return the texts of an article, and the fields of its `ArticleText`. `addresses` are those of
    the dossiers to link, by organization, if the caller has them."""
    if reading is not None:
        texts, parsed = reading.texts, reading.parsed
    else:
        texts = article.headline, article.standfirst, markup.plain_text(article.body)
        parsed = ParsedText.read(texts, current_finder())
    return texts, {
        "words": index_words(*texts),
        "people": people(parsed),
        "rendered_body": _rendered_body(article, addresses, reading),
    }


def derive_links(article: Article) -> None:
    """Render the body again when only ties or pictures have changed, and update the search
    entry."""
    ArticleText.objects.filter(article=article).update(rendered_body=_rendered_body(article))
    index_facets(Article.objects.filter(pk=article.pk))


def update_links(organization: Organization, old: str) -> None:
    """Change the links to a dossier's address `old` into links to its present one, in the articles
    that name the organization, without reading them again."""
    texts = ArticleText.objects.filter(article__mentions__organization=organization)
    new = organization.get_absolute_url()
    ArticleText.objects.filter(pk__in=texts.exclude(rendered_body="").values("pk")).update(
        rendered_body=Replace(F("rendered_body"), Value(f'href="{old}"'), Value(f'href="{new}"'))
    )


def _rendered_body(
    article: Article,
    addresses: Mapping[int, str] | None = None,
    reading: Reading | None = None,
) -> str:
    """Return the body as readers get it; empty where that is the body as it was written."""
    rendered = _with_pictures(_with_links(article, addresses, reading))
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


def _with_pictures(body: str) -> str:
    """Return the body with its figures rendered as for pages. A picture that no longer exists
    leaves no gap: the checks report it to the editor."""
    figures = figures_in(body)
    pictures = {picture.file.name: picture for picture in _pictures_of(figures)}

    def draw(figure: Figure) -> str:
        picture = pictures.get(figure.name)
        if picture is None:
            return ""
        context = {
            "picture": picture,
            "alt": picture.alt_text if figure.alt is None else figure.alt,
            "caption": markup.trusted(figure.caption),
        }
        return render_to_string("components/figure.html", context).strip()

    return draw_figures(body, draw) if figures else body


def lost_figures(body: str) -> list[Figure]:
    """Return the figures of a cleaned body whose picture no longer exists."""
    figures = figures_in(body)
    there = {picture.file.name for picture in _pictures_of(figures)}
    return [figure for figure in figures if figure.name not in there]


def pictures_in(article: Article) -> set[int]:
    """Return the keys of the pictures that the text shows."""
    return {picture.pk for picture in _pictures_of(figures_in(article.body))}


def _tie_pictures(article: Article) -> None:
    """Store which pictures the text shows."""
    shown = pictures_in(article)
    tied = set(article.picture_uses.values_list("picture", flat=True))
    if gone := tied - shown:
        article.picture_uses.filter(picture__in=gone).delete()
    PictureUse.objects.bulk_create(
        PictureUse(article=article, picture_id=key) for key in shown - tied
    )


def _pictures_of(figures: list[Figure]) -> Iterable[Picture]:
    """Return the pictures of figures; no query where there are none."""
    names = {figure.name for figure in figures}
    return Picture.objects.filter(file__in=names) if names else ()
