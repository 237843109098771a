"""The parameters of query strings that some page reads: no other makes any page another."""

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
