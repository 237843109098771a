"""Page cache in front of Django: readers' pages, stored by edition and served without asking it."""

from django.conf import settings
from django.core.cache import cache

from articles.page_cache.build import paper_build_hash
from articles.page_cache.wsgi import Application, PageCache


def with_page_cache(application: Application, *, parameters: frozenset[str]) -> PageCache:
    """Wrap an application in the page cache that the settings describe; `parameters` as for
    `PageCache`. A Django cache in the memory of the process is not shared, and spares nothing: the
    page cache has its own."""
    in_memory = settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    return PageCache(
        application,
        build=paper_build_hash(),
        parameters=parameters,
        size=settings.PAGES_IN_MEMORY * 1024 * 1024,
        shared=None if in_memory else cache,
    )
