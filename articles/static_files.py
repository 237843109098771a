"""The addresses of static files where DEBUG is off: each has a mark of what the file contains."""

from __future__ import annotations

import logging

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

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
    """How this process makes the addresses of static files, as text: two processes that say the
    same put the same addresses in their pages."""
    hashed = getattr(staticfiles_storage, "hashed_files", {})
    return repr((staticfiles_storage.base_url, sorted(hashed.items())))
