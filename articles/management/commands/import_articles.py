"""The command `import_articles`, which imports articles from plain text files."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.db.statistics import measure_tables
from articles.delivery.tasks import batch_tasks
from articles.importing import (
    ImportedArticle,
    Importer,
    ImportRefused,
    ReadFile,
    StoredArticle,
    read_files,
)
from articles.management.collecting import rarely_collecting
from articles.management.progress import progress
from articles.models import Section

AT_ONCE = 100  # files
MOST_BYTES = 2_000_000


class Command(BaseCommand):
    help = gettext_lazy("Imports pieces from plain text files.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--section", metavar="SLUG", help=_("the section of the pieces"))
        parser.add_argument("--publish", action="store_true", help=_("publish them at once"))
        parser.add_argument("--headline", default="", help=_("the headline (with one file only)"))
        parser.add_argument(
            "--again", action="store_true", help=_("import also what was imported before")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would happen and store nothing")
        )

    def handle(self, *, files: list[str], **options: Any) -> None:
        if options["headline"] and len(files) > 1:
            self._stop(_("--headline goes with one file: there are %(n)d.") % {"n": len(files)})
        importer = Importer(
            section=self._section(options["section"]),
            headline=options["headline"],
            publish=options["publish"],
            again=options["again"],
            dry_run=options["dry_run"],
        )
        imported = 0
        with batch_tasks(), rarely_collecting():
            groups = _groups(files)
            for group in progress(read_files(groups, importer), total=len(groups)):
                imported += self._import(group, importer)
        if imported and not options["dry_run"]:
            measure_tables()
        summary = ngettext("%(n)d piece imported", "%(n)d pieces imported", imported)
        if options["dry_run"]:
            summary = ngettext(
                "%(n)d piece would be imported", "%(n)d pieces would be imported", imported
            )
        refused = len(files) - imported
        words = [
            summary % {"n": imported},
            ngettext("%(n)d refused", "%(n)d refused", refused) % {"n": refused},
        ]
        self.stdout.write(", ".join(words) + ".")
        if refused:
            raise SystemExit(1)

    def _section(self, slug: str | None) -> Section | None:
        if slug is None:
            return None
        section = Section.objects.filter(slug=slug).first()
        if section is None:
            known = ", ".join(Section.objects.values_list("slug", flat=True)) or "—"
            self._stop(
                _("There is no section “%(slug)s”. There are: %(known)s.")
                % {"slug": slug, "known": known}
            )
        return section

    def _import(self, group: list[ReadFile], importer: Importer) -> int:
        """Store a group of files and report the outcome of each; return how many were imported."""
        read = [
            (each.article, each.new) for each in group if isinstance(each.article, ImportedArticle)
        ]
        stored = importer.store(
            [article for article, _new in read], [new for _article, new in read]
        )
        outcomes = iter(stored)
        for name, article, _new in group:
            outcome = next(outcomes) if isinstance(article, ImportedArticle) else article
            if isinstance(outcome, ImportRefused):
                self.stderr.write(outcome.describe(name))
            else:
                self.stdout.write(_describe(name, outcome, article.notices))
                for doubt in article.doubts:
                    self.stdout.write(f"  {doubt.describe(name)}")
        return sum(isinstance(each, StoredArticle) for each in stored)

    def _stop(self, message: str) -> None:
        self.stderr.write(message)
        raise SystemExit(1)


def _groups(names: Iterable[str]) -> list[list[str]]:
    """Divide files into groups small enough that the transaction of each is short."""
    groups: list[list[str]] = [[]]
    size = 0
    for name in names:
        if len(groups[-1]) >= AT_ONCE or size > MOST_BYTES:
            groups.append([])
            size = 0
        groups[-1].append(name)
        with suppress(OSError, ValueError):  # reading the file reports the error
            size += Path(name).stat().st_size
    return groups


def _describe(name: str, new: StoredArticle, notices: list[str]) -> str:
    """Return a line that describes an imported article."""
    article = new.article
    ties = sorted(new.prepared.mentions, key=lambda tie: (-tie.count, tie.offset or 0))
    named = ", ".join(f"{tie.organization} ({tie.count})" for tie in ties)
    signed = [author.desk_name for author in new.authors]
    facts = [
        str(article.status_label),
        article.get_absolute_url(),
        _("signed %(name)s") % {"name": ", ".join(signed)},
        _("organizations: %(named)s") % {"named": named or _("none")},
        *notices,
    ]
    return f"{name}: «{article.headline}» · " + " · ".join(facts)
