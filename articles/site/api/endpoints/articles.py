"""The endpoints of articles: one by one, in lists, and by search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from ninja.errors import HttpError

from articles.formats.ninjs import ninjs
from articles.models import Article, Author, Organization, Tag
from articles.querysets import ArticleQuerySet
from articles.search import BOUND, find
from articles.search import Query as SearchQuery
from articles.site.api.answers import GONE, PROBLEMS, first_rows, found, next_address
from articles.site.api.parameters import ArticleKey, Day, Limit, Slug, SlugFilter, Text
from articles.site.api.schemas import ArticleDetail, ArticlePage, ArticleSummary, SearchPage
from articles.site.cursors import API_ARTICLE

router = Router()
_NARROWINGS: dict[str, tuple[type[Model], Callable[..., ArticleQuerySet]]] = {
    "organization": (Organization, ArticleQuerySet.about),
    "author": (Author, ArticleQuerySet.by),
    "tag": (Tag, ArticleQuerySet.tagged),
}


@router.get("/articles", response={200: ArticlePage, **PROBLEMS}, tags=["articles"])
def list_articles(
    request: HttpRequest,
    organization: SlugFilter = None,
    author: SlugFilter = None,
    section: SlugFilter = None,
    series: SlugFilter = None,
    tag: SlugFilter = None,
    since: Day = None,
    until: Day = None,
    before: Annotated[ArticleKey | None, Query(description="A key from `next`.")] = None,
    limit: Limit = 20,
) -> ArticlePage:
    """List the published articles, the newest first; narrow them by organization, author, section,
    series, tag and day."""
    older_than = None if before is None else API_ARTICLE.decode(before)
    articles = Article.objects.published_on(since, until, before=older_than).indexable()
    if section is not None:
        articles = articles.filter(section__slug=section)
    if series is not None:
        articles = articles.filter(series_part__series__slug=series)
    articles = _narrowed(articles, organization=organization, author=author, tag=tag)
    rows, last = first_rows(articles.newest_first().for_listing(), limit)
    key = last and API_ARTICLE.encode(last.published_at, last.slug)
    items = [ArticleSummary.of(row) for row in rows]
    return ArticlePage(items=items, next=next_address(request, before=key))


@router.get("/articles/{slug}", response={200: ArticleDetail, **GONE}, tags=["articles"])
def get_article(
    request: HttpRequest, response: HttpResponse, slug: Annotated[Slug, Path()]
) -> ArticleDetail:
    """Return an article in full. A withdrawn article answers 410, with the reason."""
    return ArticleDetail.of(_article(slug, response))


@router.get(
    "/articles/{slug}/ninjs",
    response={200: dict[str, Any], **GONE},
    tags=["articles"],
)
def get_article_as_ninjs(
    request: HttpRequest, response: HttpResponse, slug: Annotated[Slug, Path()]
) -> dict[str, Any]:
    """Return an article as a document of ninjs 3.1, the format of the IPTC."""
    return ninjs(_article(slug, response))


@router.get("/search", response={200: SearchPage, **PROBLEMS}, tags=["search"])
def search(
    request: HttpRequest,
    q: Annotated[Text, Query(description="Words; phrases in quotes; a minus excludes a word.")],
    offset: Annotated[int, Query(ge=0, le=BOUND)] = 0,
    limit: Limit = 20,
) -> SearchPage:
    """Search the articles; the most relevant come first."""
    result = find(SearchQuery.read(q))
    keys = result.by_relevance[offset : offset + limit]
    articles = Article.objects.published().indexable().for_listing().in_bulk(keys)
    items = [ArticleSummary.of(articles[key]) for key in keys if key in articles]
    return SearchPage(items=items, total=result.count, is_cut=result.is_cut)


def _narrowed(articles: ArticleQuerySet, **slugs: str | None) -> ArticleQuerySet:
    """Return the articles tied to all the objects with these slugs; none where one of them does not
    exist."""
    for name, slug in slugs.items():
        if slug is None:
            continue
        model, narrow = _NARROWINGS[name]
        row = model.objects.with_frequency().filter(slug=slug).first()
        if row is None:
            return articles.none()
        articles = narrow(articles, row, is_small=row.is_small)
    return articles


def _article(slug: str, response: HttpResponse) -> Article:
    """Return an article that readers see; add the header of an article that engines must not index.
    Raises a 410 HttpError for a withdrawn article, and a 404 where there is none."""
    article = Article.objects.published().for_page().filter(slug=slug).first()
    if article is None:
        gone = Article.objects.withdrawn().select_related("withdrawal").filter(slug=slug).first()
        if gone is not None:
            reason = getattr(gone, "withdrawal", None) and gone.withdrawal.reason
            raise HttpError(410, " ".join([_("This piece was withdrawn."), reason or ""]).strip())
    if article and article.is_unindexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return found(article)
