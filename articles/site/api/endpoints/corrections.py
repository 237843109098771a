"""The endpoint of corrections."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from articles.models import Correction
from articles.site.api.answers import PROBLEMS, first_rows, next_address
from articles.site.api.disclosures import CorrectionPage, CorrectionSummary
from articles.site.api.parameters import EntryKey, Limit
from articles.site.cursors import API_ENTRY

router = Router()


@router.get("/corrections", response={200: CorrectionPage, **PROBLEMS}, tags=["corrections"])
def list_corrections(
    request: HttpRequest,
    before: Annotated[EntryKey | None, Query(description="A key from `next`.")] = None,
    limit: Limit = 20,
) -> CorrectionPage:
    """List the corrections of all articles, the newest first, including those that a later one
    replaced."""
    rows = Correction.objects.published().indexable()
    if before is not None:
        rows = rows.older_than(*API_ENTRY.decode(before))
    rows = rows.select_related("article", "supersedes", "superseded_by").newest_first()
    shown, last = first_rows(rows, limit)
    key = last and API_ENTRY.encode(last.at, last.uuid)
    return CorrectionPage(
        items=[CorrectionSummary.of(row) for row in shown], next=next_address(request, before=key)
    )
