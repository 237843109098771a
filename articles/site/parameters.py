"""The query parameters that some page reads; any other makes no difference to a page."""

from __future__ import annotations

from articles.site import api, directory, paging
from articles.site.views import corrections, search

PARAMETERS = frozenset(
    {
        *paging.PARAMETERS,
        *corrections.PARAMETERS,
        *directory.PARAMETERS,
        *search.PARAMETERS,
        *api.parameters(),
    }
)
