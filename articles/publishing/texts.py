"""What is worked out from the text of a piece, so that reading it costs nothing."""

from __future__ import annotations

from django.db.models import F, Value
from django.db.models.functions import Replace

from articles import markup
from articles.inline_links import Link, link_first
from articles.linking import Piece, people
from articles.models import Article, ArticleText, Organization
from articles.publishing.names import current_finder
from articles.publishing.reading import Reading
from articles.search import index_words


def derive_text(article: Article, reading: Reading | None = None) -> None:
    """Store the words of a piece for the index, the people it names, and its body with the
    organisations linked. `reading` spares reading it again."""
    if reading is not None:
        texts, piece = reading.texts, reading.piece
    else:
        texts = article.headline, article.standfirst, markup.plain_text(article.body)
        piece = Piece.read(texts, current_finder())
    ArticleText.objects.update_or_create(
        article=article,
        defaults={
            "words": index_words(*texts),
            "people": people(piece),
            "linked_body": _linked_body(article),
        },
    )


def derive_links(article: Article) -> None:
    """Link the organisations anew, where only the ties have changed."""
    ArticleText.objects.filter(article=article).update(linked_body=_linked_body(article))


def lead_links(organization: Organization, old: str) -> None:
    """Let the links that lead to the address `old` lead to where the dossier is now, in the
    pieces that are tied to it, without reading them again."""
    texts = ArticleText.objects.filter(article__mentions__organization=organization)
    new = organization.get_absolute_url()
    ArticleText.objects.filter(pk__in=texts.exclude(linked_body="").values("pk")).update(
        linked_body=Replace(F("linked_body"), Value(f'href="{old}"'), Value(f'href="{new}"'))
    )


def _linked_body(article: Article) -> str:
    """The body with the first mention of each organisation leading to its dossier; empty
    where there is none to link."""
    if not article.links_organizations:
        return ""
    addresses = {
        mention.organization_id: mention.organization.get_absolute_url()
        for mention in article.mentions.visible().select_related("organization")
        if mention.count
    }
    finder = current_finder()

    def find(text: str) -> list[Link]:
        """The links that a stretch of text is to have, each organisation once in the piece."""
        links = []
        for found in finder.find(text):
            owners = [owner for owner in found.organizations if owner in addresses]
            if len(owners) == 1:
                links.append(Link(found.start, found.end, addresses[owners[0]]))
        return links

    linked = link_first(article.body, find) if addresses else article.body
    return "" if linked == article.body else linked
