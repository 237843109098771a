"""The page of a piece, made when the piece is saved, so that reading it is finding it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django.conf import settings
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django_tasks import task

from articles.db.choices import ArticleStatus
from articles.delivery.build_hash import build_hash
from articles.delivery.tasks import later
from articles.formats.page_metadata import article_head, head_html
from articles.models import Article, Look, Rendering
from articles.text.dates import written_day

#: The parts of a rendering.
PARTS = ("head", "page", "row", "tile")


def recipe() -> str:
    """The build hash of what renderings are made with."""
    return build_hash("articles.delivery.article_fragments")


def holds_q(prefix: str = "") -> Q:
    """The condition under which the rendering of a piece is what would be made now; `prefix` as in
    lookups, from the piece."""
    return Q(
        **{
            f"{prefix}rendering__recipe": recipe(),
            f"{prefix}rendering__look": F(f"{prefix}look__number"),
        }
    )


def parts_of(article: Article, *, shared: bool = True) -> dict[str, SafeString]:
    """The parts of the page of a piece that was loaded with `for_page()`; what is not `shared`, a
    preview, has no ways to share it."""
    head = article_head(article)
    of_page = {
        "article": article,
        "share_links": share_links(article.headline, head.url) if shared else [],
        "citation": citation(article, head.url),
    }
    return {
        "head": head_html(head),
        "page": render_to_string("articles/_piece.html", of_page),
        **card_parts_of(article),
    }


def card_parts_of(article: Article) -> dict[str, SafeString]:
    """The parts that other pages show of a piece that was loaded with `for_listing()`."""
    row = {"article": article, "variant": "row"}
    tile = {"article": article, "variant": "tile", "level": 3, "brief": True, "bare": True}
    return {
        "row": render_to_string("components/card.html", row),
        "tile": render_to_string("components/card.html", tile),
    }


def render_pieces(keys: Iterable[int]) -> int:
    """Make what does not hold of the pieces with these keys that readers see, or will see by
    themselves; return how many were made. The look is read before the piece: what changes
    meanwhile leaves a rendering that does not hold, and never one that only seems to."""
    stale = Article.objects.filter(pk__in=list(keys)).filter(to_render_q())
    looks = dict(Look.objects.filter(article__in=stale).values_list("article", "number"))
    pieces = Article.objects.filter(pk__in=looks).for_page()
    made = [
        Rendering(article=piece, look=looks[piece.pk], recipe=recipe(), **parts_of(piece))
        for piece in pieces
    ]
    Rendering.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["look", "recipe", *PARTS],
    )
    return len(made)


def to_render_q() -> Q:
    """The pieces whose rendering is to be made."""
    return Q(status=ArticleStatus.PUBLISHED) & ~Q(pk__in=Article.objects.filter(holds_q()))


def render_later(*articles: Article) -> None:
    """Make the pages of pieces when the transaction is done. Where that fails, nothing is lost:
    a page is made when it is read."""
    later(make_pages, *(article.pk for article in articles))


@task()
def make_pages(*keys: int) -> None:
    render_pieces(keys)


def share_links(headline: str, url: str) -> list[tuple[str, str]]:
    """Where to share a piece, with the address that does it: no script of anybody is needed."""
    title, address = quote(headline, safe=""), quote(url, safe="")
    return [
        ("Email", f"mailto:?subject={title}&body={address}"),
        ("WhatsApp", f"https://wa.me/?text={title}%20{address}"),
        ("Telegram", f"https://t.me/share/url?url={address}&text={title}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={address}"),
    ]


def citation(piece: Article, url: str) -> str:
    """How to quote a piece: who, what, where, when, the address."""
    names = ", ".join(author.name for author in piece.signatures)
    parts = [
        names,
        f"«{piece.headline}»",
        settings.PAPER_NAME,
        written_day(piece.published_at),
        url,
    ]
    return ", ".join(part for part in parts if part)
