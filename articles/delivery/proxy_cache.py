"""The pages in the cache of the reverse proxy, deleted when readers must not see one of them any
more.

nginx serves the pages it has cached while the application does not answer. An article that was
withdrawn, or had a name taken out, must not be among them, and neither must the front
page, a feed or a search that mentions it. So the whole cache is deleted, and nginx asks again. It
treats a cache file that is gone as a page that it never had.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)

#: The names of nginx's cache files: a digest of the key, followed by a number while the file is
#: being written.
_CACHE_FILE = re.compile(r"[0-9a-f]{32}(\.[0-9]+)?")


def forget_pages() -> None:
    """Delete the pages that the proxy has cached once the transaction is committed; do nothing
    where PROXY_CACHE names no folder. If deleting fails, the change stays, and the log says what to
    do."""
    if settings.PROXY_CACHE:
        transaction.on_commit(delete_cached_pages, robust=True)


def delete_cached_pages() -> int:
    """Delete every page in the cache at once; return how many there were."""
    count, refused = 0, None
    for path in _cached_files(settings.PROXY_CACHE):
        try:
            path.unlink(missing_ok=True)
            count += 1
        except OSError as error:
            refused = error
    if refused is not None:
        logger.error(
            "The proxy may go on with pages that readers must not see: %s. Empty %s by hand, and "
            "let the paper delete there (docs/operations.md).", refused, settings.PROXY_CACHE,
        )  # fmt: skip
    return count


def _cached_files(folder: Path) -> Iterator[Path]:
    """Yield the pages in a folder of the cache, at whatever depth, and no file that nginx did not
    write."""

    def report(error: OSError) -> None:
        logger.error("The cache of the proxy cannot be read: %s", error)

    for root, _folders, names in os.walk(folder, onerror=report):
        yield from (Path(root) / name for name in names if _CACHE_FILE.fullmatch(name))
