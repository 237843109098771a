"""The addresses of static files where DEBUG is off: each has a mark of what the file contains."""

from __future__ import annotations

import hashlib
import importlib.metadata
import logging
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Where it is noted from which files those of STATIC_ROOT were made.
_SOURCES = ".sources"

logger = logging.getLogger(__name__)


class ForgivingStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Gives a file that is still to be collected its plain address, and says so in the log. A page
    or a command is not to fail for that: before the first `collectstatic`, or between new code and
    its files. A name that no file has is an error, as always."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._told: set[str] = set()

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            if not finders.find(name):
                raise
        if name not in self._told:
            self._told.add(name)
            place = self.location
            logger.warning("%s is not in %s yet: run “manage.py collectstatic”.", name, place)
        return name


def addresses() -> str:
    """Describe as text how this process makes the addresses of static files: two processes that say
    the same put the same addresses in their pages."""
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    return repr((staticfiles_storage.base_url, sorted(hashed.items())))


def collect() -> bool:
    """Collect the static files, where those that are there were not made from these; whether it was
    needed. Compressing them takes some seconds, and finding out a tenth of one."""
    root = Path(settings.STATIC_ROOT)
    noted, sources = root / _SOURCES, _sources()
    is_there = noted.exists() and (root / staticfiles_storage.manifest_name).exists()
    if is_there and noted.read_text(encoding="ascii") == sources:
        return False
    noted.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    noted.write_text(sources, encoding="ascii")
    return True


def _sources() -> str:
    """Known by all the files to be collected, and by what collects them."""
    mark = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for package in ("django", "whitenoise", "brotli"):
        mark.update(importlib.metadata.version(package).encode())
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                mark.update(path.encode() + b"\0" + file.read())
    return mark.hexdigest()
