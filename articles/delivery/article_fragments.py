"""Fragments of the page of an article, rendered when the article is saved, so that a reader's
request only has to fetch them."""

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

#: The names of the fragments, which are columns of `ArticleFragments`.
PARTS = ("head", "page", "row", "tile")


def current_build_hash() -> str:
    """Return the build hash of the code and the templates that render articles."""
    return build_hash("articles.delivery.article_fragments")


def holds_q(prefix: str = "") -> Q:
    """Return the condition under which the stored fragments of an article are current: rendered by
    this build, from the latest content version. `prefix` is the lookup path that leads to the
    article."""
    return Q(
        **{
            f"{prefix}fragments__build_hash": current_build_hash(),
            f"{prefix}fragments__content_version": F(f"{prefix}content_version__number"),
        }
    )


def parts_of(article: Article, *, shared: bool = True) -> dict[str, SafeString]:
    """Render the fragments of an article that was loaded with `for_page()`. With `shared` off, for
    a preview, the page has no sharing links."""
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
    """Render the fragments that other pages show of an article that was loaded with
    `for_listing()`."""
    row = {"article": article, "variant": "row"}
    tile = {"article": article, "variant": "tile", "level": 3, "brief": True, "bare": True}
    return {
        "row": render_to_string("components/card.html", row),
        "tile": render_to_string("components/card.html", tile),
    }


def render_articles(keys: Iterable[int]) -> int:
    """Render the fragments that are not current, of those of the articles with these keys that
    readers see or will see when an embargo ends; return how many articles were rendered.

    The content version is read before the article: a change that comes between the two leaves
    fragments that are out of date and known to be, never fragments that only seem current.
    """
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
    """Return the condition that selects the published articles whose fragments are missing or out
    of date."""
    return Q(status=ArticleStatus.PUBLISHED) & ~Q(pk__in=Article.objects.filter(holds_q()))


def render_later(*articles: Article) -> None:
    """Render the fragments of articles once the transaction is committed. A failure loses nothing:
    a page without current fragments is rendered when it is read."""
    enqueue(make_pages, *(article.pk for article in articles))


@task()
def make_pages(*keys: int) -> None:
    render_articles(keys)


def share_links(headline: str, url: str) -> list[tuple[str, str]]:
    """Return the services on which an article can be shared, as pairs of a name and an address that
    works without a script."""
    title, address = quote(headline, safe=""), quote(url, safe="")
    return [
        ("Email", f"mailto:?subject={title}&body={address}"),
        ("WhatsApp", f"https://wa.me/?text={title}%20{address}"),
        ("Telegram", f"https://t.me/share/url?url={address}&text={title}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={address}"),
    ]


def citation(article: Article, url: str) -> str:
    """Return the reference by which to cite an article: authors, headline, newspaper, day,
    address."""
    names = ", ".join(author.name for author in article.signatures)
    parts = [
        names,
        f"«{article.headline}»",
        settings.PAPER_NAME,
        format_date(article.published_at),
        url,
    ]
    return ", ".join(part for part in parts if part)
