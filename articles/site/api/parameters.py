"""The types of the API's parameters."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from ninja import Query
from pydantic import BeforeValidator, StringConstraints

from articles.site.cursors import API_ARTICLE, API_ENTRY
from articles.text.slugs import MAX_LENGTH

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG = r"^[-a-zA-Z0-9_]+$"
Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=MAX_LENGTH)]
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
#: The cursors of lists of articles, and of corrections and quotations.
ArticleKey = Annotated[str, StringConstraints(pattern=f"^{API_ARTICLE.pattern}$")]
EntryKey = Annotated[str, StringConstraints(pattern=f"^{API_ENTRY.pattern}$")]

Limit = Annotated[int, Query(ge=1, le=100, description="The most items to return.")]
Position = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]*$", max_length=MAX_LENGTH)]
After = Annotated[Position | None, Query(description="A slug: the list begins after it.")]
SlugFilter = Annotated[Slug | None, Query(description="A slug.")]


def _as_iso_alone(value: Any) -> Any:
    """Refuse a day that is not in ISO format: Pydantic would also accept a number of seconds since
    1970."""
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        raise ValueError("not a day")
    return value


Day = Annotated[
    Annotated[dt.date, BeforeValidator(_as_iso_alone)] | None,
    Query(description="A day, in the newsroom's zone: 2026-11-25."),
]
