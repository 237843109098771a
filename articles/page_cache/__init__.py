"""The front of the paper: readers' pages, kept under the edition and served before Django is
asked."""

from django.conf import settings
from django.core.cache import cache

from articles.page_cache.build import paper_build_hash
from articles.page_cache.wsgi import Application, PageCache


def with_page_cache(application: Application, *, parameters: frozenset[str]) -> PageCache:
    """The front of this process, as the settings have it; `parameters` as for `PageCache`. A cache
    in the memory of the process spares nothing: the front has its own."""
    in_memory = settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    return PageCache(
        application,
        build=paper_build_hash(),
        parameters=parameters,
        size=settings.PAGES_IN_MEMORY * 1024 * 1024,
        shared=None if in_memory else cache,
    )
