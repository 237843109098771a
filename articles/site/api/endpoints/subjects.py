"""The endpoints of organizations, authors, sections, series and tags."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router

from articles.models import Article, Author, Organization, Section, Series, Tag
from articles.site.api.answers import PROBLEMS, found, next_address, rows_after
from articles.site.api.parameters import After, Limit, Slug
from articles.site.api.schemas import (
    ArticleSummary,
    AuthorDetail,
    AuthorPage,
    OrganizationDetail,
    OrganizationPage,
    OrganizationSummary,
    Reference,
    SectionDetail,
    SeriesDetail,
    TagPage,
)
from articles.site.api.series import SeriesPage, SeriesSummary

router = Router()


@router.get("/organizations", response={200: OrganizationPage, **PROBLEMS}, tags=["organizations"])
def list_organizations(
    request: HttpRequest, after: After = None, limit: Limit = 20
) -> OrganizationPage:
    """List the organizations that articles name, by slug."""
    rows, last = rows_after(Organization.objects.with_published_articles(), after, limit)
    items = [OrganizationSummary.of(row) for row in rows]
    return OrganizationPage(items=items, next=next_address(request, after=last))


@router.get(
    "/organizations/{slug}",
    response={200: OrganizationDetail, **PROBLEMS},
    tags=["organizations"],
)
def get_organization(request: HttpRequest, slug: Annotated[Slug, Path()]) -> OrganizationDetail:
    """Return an organization, with all the forms of its name."""
    row = Organization.objects.with_published_articles().for_dossier().filter(slug=slug).first()
    return OrganizationDetail.of(found(row))


@router.get("/authors", response={200: AuthorPage, **PROBLEMS}, tags=["authors"])
def list_authors(request: HttpRequest, after: After = None, limit: Limit = 20) -> AuthorPage:
    """List the authors of published articles, by slug."""
    rows, last = rows_after(Author.objects.with_published_articles(), after, limit)
    items = [AuthorDetail.of(row) for row in rows]
    return AuthorPage(items=items, next=next_address(request, after=last))


@router.get("/authors/{slug}", response={200: AuthorDetail, **PROBLEMS}, tags=["authors"])
def get_author(request: HttpRequest, slug: Annotated[Slug, Path()]) -> AuthorDetail:
    """Return an author."""
    return AuthorDetail.of(
        found(Author.objects.with_published_articles().filter(slug=slug).first())
    )


@router.get("/sections", response={200: list[SectionDetail], **PROBLEMS}, tags=["sections"])
def list_sections(request: HttpRequest) -> list[SectionDetail]:
    """List the sections, in the order of the masthead."""
    return [
        SectionDetail(**Reference.to(row).dict(), description=row.description)
        for row in Section.objects.with_articles()
    ]


@router.get("/series", response={200: SeriesPage, **PROBLEMS}, tags=["series"])
def list_series(request: HttpRequest, after: After = None, limit: Limit = 20) -> SeriesPage:
    """List the series, by slug."""
    rows, last = rows_after(Series.objects.with_published_articles(), after, limit)
    items = [SeriesSummary.of(row) for row in rows]
    return SeriesPage(items=items, next=next_address(request, after=last))


@router.get("/series/{slug}", response={200: SeriesDetail, **PROBLEMS}, tags=["series"])
def get_series(request: HttpRequest, slug: Annotated[Slug, Path()]) -> SeriesDetail:
    """Return a series, with its parts in the order in which they are read."""
    row = found(Series.objects.with_published_articles().filter(slug=slug).first())
    articles = Article.objects.published().indexable().in_series(row).for_listing()
    parts = [ArticleSummary.of(article) for article in articles.order_by("series_part__position")]
    return SeriesDetail(**SeriesSummary.fields_of(row), parts=parts)


@router.get("/tags", response={200: TagPage, **PROBLEMS}, tags=["tags"])
def list_tags(request: HttpRequest, after: After = None, limit: Limit = 20) -> TagPage:
    """List the tags of published articles, by slug."""
    rows, last = rows_after(Tag.objects.with_published_articles(), after, limit)
    items = [Reference.to(row) for row in rows]
    return TagPage(items=items, next=next_address(request, after=last))
