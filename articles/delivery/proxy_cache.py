"""The pages that the proxy before the paper keeps, forgotten where readers must see one no more.

nginx goes on with the pages it has while nobody answers it. An article that was withdrawn, deleted
or had a name taken out must not be among them, and neither must the front page, a feed or a search
that tells of it: all that is kept is deleted, and nginx asks again. It takes a file of its cache
that is gone for a page that it never had.
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

#: How nginx names what it keeps: a sum of the key, and a number behind it while it is written.
_KEPT = re.compile(r"[0-9a-f]{32}(\.[0-9]+)?")


def forget_pages() -> None:
    """Delete what the proxy keeps as soon as the transaction holds; nothing where PROXY_CACHE names
    no folder. Where that fails the change stays, and the log says what to do."""
    if settings.PROXY_CACHE:
        transaction.on_commit(delete_kept_pages, robust=True)


def delete_kept_pages() -> int:
    """Delete every page of the cache at once; returns how many there were."""
    count, refused = 0, None
    for path in _kept_in(settings.PROXY_CACHE):
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


def _kept_in(folder: Path) -> Iterator[Path]:
    """The pages in a folder of the cache, whatever its levels, and nothing that nginx did not
    write."""

    def tell(error: OSError) -> None:
        logger.error("The cache of the proxy cannot be read: %s", error)

    for root, _folders, names in os.walk(folder, onerror=tell):
        yield from (Path(root) / name for name in names if _KEPT.fullmatch(name))
