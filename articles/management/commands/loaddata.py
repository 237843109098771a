"""Django's own `loaddata`, which then derives everything that follows from the loaded rows."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.management.commands import loaddata
from django.utils.translation import gettext as _

from articles import publishing
from articles.db.statistics import measure_tables


class Command(loaddata.Command):
    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        """Derive what follows from the rows in the same transaction."""
        with publishing.loading() as loaded:
            super().loaddata(fixture_labels)
        measure_tables(self.using)
        if len(loaded.articles) > publishing.MOST_DRAWN and self.verbosity >= 1:
            text = _("What is still to be made of the pictures: manage.py render_pictures")
            self.stdout.write(text)
