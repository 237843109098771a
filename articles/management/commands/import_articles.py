from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.importing import ImportRefused, read_plain_text, store
from articles.management.progress import progress
from articles.models import Article, Section


class Command(BaseCommand):
    help = gettext_lazy("Imports pieces from plain text files, each in one transaction.")

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
        section = self._section(options.pop("section"))
        done = [self._import(name, section=section, **options) for name in progress(files)]
        imported = sum(done)
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

    def _import(
        self,
        name: str,
        *,
        section: Section | None,
        headline: str,
        publish: bool,
        again: bool,
        dry_run: bool,
        **options: Any,
    ) -> bool:
        """Import one file and say what happened; False where it was refused."""
        try:
            with transaction.atomic():
                piece = read_plain_text(Path(name), headline=headline)
                article = store(piece, section=section, publish=publish, again=again)
                line = self._describe(name, article, piece.notices)
                transaction.set_rollback(dry_run)
        except ImportRefused as refusal:
            self.stderr.write(refusal.describe(name))
            return False
        self.stdout.write(line)
        return True

    def _describe(self, name: str, article: Article, notices: list[str]) -> str:
        ties = article.mentions.select_related("organization").order_by("-count", "offset")
        named = ", ".join(f"{tie.organization} ({tie.count})" for tie in ties)
        facts = [
            str(article.status_label),
            article.get_absolute_url(),
            _("signed %(name)s") % {"name": article.signatures[0]},
            _("organizations: %(named)s") % {"named": named or _("none")},
            *notices,
        ]
        return f"{name}: «{article.headline}» · " + " · ".join(facts)

    def _stop(self, message: str) -> None:
        self.stderr.write(message)
        raise SystemExit(1)
