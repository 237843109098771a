"""The addresses of static files where DEBUG is off: each carries a hash of the file's content."""

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

#: The file that records from which sources those in STATIC_ROOT were made.
_SOURCES = ".sources"

logger = logging.getLogger(__name__)


class ForgivingStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A storage that gives a file not collected yet its plain address, and logs a warning. A page
    or a command must not fail for that, before the first `collectstatic` or between new code and
    its files. A name that belongs to no file is still an error."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._reported: set[str] = set()

    def stored_name(self, name: str) -> str:
        try:
            return super().stored_name(name)
        except ValueError:
            if not finders.find(name):
                raise
        if name not in self._reported:
            self._reported.add(name)
            place = self.location
            logger.warning("%s is not in %s yet: run “manage.py collectstatic”.", name, place)
        return name


def addresses() -> str:
    """Describe, as text, how this process makes the addresses of static files: two processes with
    the same description put the same addresses in their pages."""
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    return repr((staticfiles_storage.base_url, sorted(hashed.items())))


def collect() -> bool:
    """Collect the static files, unless those in place were made from the present sources; return
    whether it was needed. Compressing them takes some seconds, and checking a tenth of one."""
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
    """Return a digest of all the files to be collected, and of the packages that collect them."""
    mark = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for package in ("django", "whitenoise", "brotli"):
        mark.update(importlib.metadata.version(package).encode())
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                mark.update(path.encode() + b"\0" + file.read())
    return mark.hexdigest()
