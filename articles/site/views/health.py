"""The health check for monitoring, which is quick and reveals no secret."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection, connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from articles.db.replicas import REPLICA
from articles.delivery.edition import WATCH
from articles.delivery.triggers import broken_triggers
from articles.models import Article, SearchEntry

logger = logging.getLogger(__name__)

_LEAST_FREE = 200 * 1024 * 1024  # bytes on the disk of the pictures
_LOOKED_AT = 20  # the number of newest articles that search must know


class Unwell(Exception):
    """A failed check, described in words for the log."""


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 where all checks pass, and 503 otherwise; the details go to the log alone."""
    results = {name: _answer(name, check) for name, check in CHECKS.items()}
    is_well = all(results.values())
    words = {name: "ok" if well else "failed" for name, well in results.items()}
    answer = JsonResponse(
        {"status": "ok" if is_well else "failed", "checks": words},
        status=200 if is_well else 503,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _answer(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:  # whatever fails, the other checks must run
        logger.exception("Health: %s", name)
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _replica() -> None:
    with connections[REPLICA].cursor() as cursor:
        cursor.execute("SELECT 1")


def _edition() -> None:
    WATCH.current()
    if broken := broken_triggers(connection):
        raise Unwell(f"triggers are not in place, run migrate: {', '.join(sorted(broken))}")


def _cache() -> None:
    mark = secrets.token_hex(8)
    cache.set("health", mark, 30)
    # A check at the same moment may have stored another value; some value must be there.
    if not cache.get("health"):
        raise Unwell("what was put there is not there")


def _storage() -> None:
    if not isinstance(default_storage, FileSystemStorage):
        default_storage.exists("health")
        return
    root = default_storage.location
    while not os.path.exists(root):  # the folder is created with the first upload
        root = os.path.dirname(root)
    if not os.access(root, os.W_OK):
        raise Unwell(f"{root} cannot be written to")
    if shutil.disk_usage(root).free < _LEAST_FREE:
        raise Unwell(f"{root} is almost full")


def _search() -> None:
    newest = Article.objects.published().newest_first().values_list("pk", flat=True)[:_LOOKED_AT]
    keys = list(newest)
    known = SearchEntry.objects.filter(article__in=keys).count()
    if known != len(keys):
        raise Unwell(f"search knows {known} of the newest {len(keys)} pieces")


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "edition": _edition,
    "cache": _cache,
    "storage": _storage,
    "search": _search,
}
if REPLICA in settings.DATABASES:
    CHECKS["replica"] = _replica
