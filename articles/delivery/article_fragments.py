"""The page of an article, made when the article is saved, so that reading it is finding it."""

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
from articles.delivery.tasks import enqueue
from articles.formats.page_metadata import article_metadata, metadata_html
from articles.models import Article, ArticleFragments, ContentVersion
from articles.text.dates import format_date

#: The names of the fragments.
PARTS = ("head", "page", "row", "tile")


def current_build_hash() -> str:
    """Return the build hash of the code and the templates that render articles."""
    return build_hash("articles.delivery.article_fragments")


def holds_q(prefix: str = "") -> Q:
    """The condition under which the rendering of an article is what would be made now; `prefix` as
    in lookups, from the article."""
    return Q(
        **{
            f"{prefix}fragments__build_hash": current_build_hash(),
            f"{prefix}fragments__content_version": F(f"{prefix}content_version__number"),
        }
    )


def parts_of(article: Article, *, shared: bool = True) -> dict[str, SafeString]:
    """The parts of the page of an article that was loaded with `for_page()`; what is not `shared`,
    a preview, has no ways to share it."""
    head = article_metadata(article)
    of_page = {
        "article": article,
        "share_links": share_links(article.headline, head.url) if shared else [],
        "citation": citation(article, head.url),
    }
    return {
        "head": metadata_html(head),
        "page": render_to_string("articles/_article.html", of_page),
        **card_parts_of(article),
    }


def card_parts_of(article: Article) -> dict[str, SafeString]:
    """The parts that other pages show of an article that was loaded with `for_listing()`."""
    row = {"article": article, "variant": "row"}
    tile = {"article": article, "variant": "tile", "level": 3, "brief": True, "bare": True}
    return {
        "row": render_to_string("components/card.html", row),
        "tile": render_to_string("components/card.html", tile),
    }


def render_articles(keys: Iterable[int]) -> int:
    """Make what does not hold of the articles with these keys that readers see, or will see by
    themselves; return how many were made. The look is read before the article: what changes
    meanwhile leaves a rendering that does not hold, and never one that only seems to."""
    stale = Article.objects.filter(pk__in=list(keys)).filter(to_render_q())
    content_versions = dict(
        ContentVersion.objects.filter(article__in=stale).values_list("article", "number")
    )
    articles = Article.objects.filter(pk__in=content_versions).for_page()
    made = [
        ArticleFragments(
            article=article,
            content_version=content_versions[article.pk],
            build_hash=current_build_hash(),
            **parts_of(article),
        )
        for article in articles
    ]
    ArticleFragments.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["content_version", "build_hash", *PARTS],
    )
    return len(made)


def to_render_q() -> Q:
    """The articles whose rendering is to be made."""
    return Q(status=ArticleStatus.PUBLISHED) & ~Q(pk__in=Article.objects.filter(holds_q()))


def render_later(*articles: Article) -> None:
    """Make the pages of articles when the transaction is done. Where that fails, nothing is lost:
    a page is made when it is read."""
    enqueue(make_pages, *(article.pk for article in articles))


@task()
def make_pages(*keys: int) -> None:
    render_articles(keys)


def share_links(headline: str, url: str) -> list[tuple[str, str]]:
    """Return the services where an article can be shared, each with an address that does it without
    a script."""
    title, address = quote(headline, safe=""), quote(url, safe="")
    return [
        ("Email", f"mailto:?subject={title}&body={address}"),
        ("WhatsApp", f"https://wa.me/?text={title}%20{address}"),
        ("Telegram", f"https://t.me/share/url?url={address}&text={title}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={address}"),
    ]


def citation(article: Article, url: str) -> str:
    """Return the reference to an article: author, headline, paper, day, address."""
    names = ", ".join(author.name for author in article.signatures)
    parts = [
        names,
        f"«{article.headline}»",
        settings.PAPER_NAME,
        format_date(article.published_at),
        url,
    ]
    return ", ".join(part for part in parts if part)
