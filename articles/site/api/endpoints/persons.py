"""The endpoints of the persons who are quoted, and of their words."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from articles.models import Person
from articles.site.api.answers import PROBLEMS, first_rows, found, next_address, rows_after
from articles.site.api.parameters import After, EntryKey, Limit, Slug
from articles.site.api.quotations import (
    PersonDetail,
    PersonPage,
    PersonSummary,
    QuotationPage,
    QuotationSummary,
)
from articles.site.cursors import API_ENTRY

router = Router()


@router.get("/persons", response={200: PersonPage, **PROBLEMS}, tags=["persons"])
def list_persons(request: HttpRequest, after: After = None, limit: Limit = 20) -> PersonPage:
    """List the persons whose words readers see, by slug."""
    persons = Person.objects.with_published_quotations().indexable().with_quotation_count()
    rows, last = rows_after(persons, after, limit)
    items = [PersonSummary.of(row) for row in rows]
    return PersonPage(items=items, next=next_address(request, after=last))


@router.get("/persons/{slug}", response={200: PersonDetail, **PROBLEMS}, tags=["persons"])
def get_person(
    request: HttpRequest, response: HttpResponse, slug: Annotated[Slug, Path()]
) -> PersonDetail:
    """Return a person, with their roles in organizations."""
    return PersonDetail.of(_person(slug, response))


@router.get(
    "/persons/{slug}/quotations", response={200: QuotationPage, **PROBLEMS}, tags=["persons"]
)
def list_quotations(
    request: HttpRequest,
    response: HttpResponse,
    slug: Annotated[Slug, Path()],
    before: Annotated[EntryKey | None, Query(description="A key from `next`.")] = None,
    limit: Limit = 20,
) -> QuotationPage:
    """List the words of a person, the newest first."""
    rows = _person(slug, response).quotations.published().indexable()
    if before is not None:
        rows = rows.older_than(*API_ENTRY.decode(before))
    rows = rows.select_related("article", "person", "organization").newest_first()
    shown, last = first_rows(rows, limit)
    key = last and API_ENTRY.encode(last.article.published_at, last.uuid)
    return QuotationPage(
        items=[QuotationSummary.of(row) for row in shown], next=next_address(request, before=key)
    )


def _person(slug: str, response: HttpResponse) -> Person:
    """Return a person whose words readers see; add the header for a person whom engines must not
    index. Raises a 404 HttpError where there is none."""
    persons = Person.objects.with_published_quotations().with_quotation_count().with_unindexed()
    row = found(persons.prefetch_related("affiliations__organization").filter(slug=slug).first())
    if row.is_unindexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return row
