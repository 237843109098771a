"""Errors, paging and addresses that the responses of all endpoints share."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError

from articles.formats.schema_org import absolute
from articles.site.api.schemas import Problem

#: The responses to an error, by status.
PROBLEMS = {404: Problem, 422: Problem, 429: Problem}
GONE = {410: Problem, **PROBLEMS}


def found(row: Any) -> Any:
    """Return the row. Raises a 404 HttpError where it is None."""
    if row is None:
        raise HttpError(404, _("There is nothing here by this name."))
    return row


def first_rows(rows: QuerySet, limit: int) -> tuple[list[Any], Any]:
    """Return the first rows, at most `limit`, and the last of them where more follow, otherwise
    None."""
    first = list(rows[: limit + 1])
    return first[:limit], first[limit - 1] if len(first) > limit else None


def rows_after(rows: QuerySet, after: str | None, limit: int) -> tuple[list[Any], str | None]:
    """Return the rows after a slug, and the slug from which to continue, or None where no more
    follow."""
    following, last = first_rows(rows.filter(slug__gt=after or "").order_by("slug"), limit)
    return following, last and last.slug


def next_address(request: HttpRequest, **key: str | None) -> str | None:
    """Return the address of the next page: this request with another cursor; None where the cursor
    is None."""
    [(name, value)] = key.items()
    if value is None:
        return None
    return absolute(f"{request.path}?{urlencode({**request.GET.dict(), name: value})}")
