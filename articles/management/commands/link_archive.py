"""The command `link_archive`, which finds and ties organizations in the archive."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.db.choices import BatchState, MentionStanding
from articles.models import BatchChange, LinkingBatch, Organization
from articles.publishing import Reading
from articles.publishing.organizations import backfill

SAMPLES = 20
BAR = 30  # characters


class Command(BaseCommand):
    help = gettext_lazy(
        "Reads the archive for the names of an organization, or of all, and ties what it finds: "
        "shows first what would change, and can undo it as one. What is cut short goes on where "
        "it was left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organization", metavar="SLUG", help=_("the names of this one only"))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would happen and store nothing")
        )
        parser.add_argument(
            "--no-input", action="store_false", dest="interactive", help=_("ask nothing")
        )
        parser.add_argument(
            "--undo", metavar="NUMBER", type=int, help=_("undo the batch with this number")
        )

    def handle(
        self,
        *,
        organization: str | None,
        dry_run: bool,
        interactive: bool,
        undo: int | None,
        **options: Any,
    ) -> None:
        if undo is not None:
            self._undo(undo)
            return
        owner = self._organization(organization)
        if dry_run:
            self._try(owner)
            return
        batch = backfill.begin(organization=owner, by=None)
        self._work(batch, backfill.candidates(owner).count())
        if batch.state == BatchState.UNDONE:  # the interrupted work was the undoing of a batch
            self.stdout.write(_("Undone: the ties are what they were."))
            return
        if batch.state == BatchState.READY:
            changes = batch.changes.select_related("article", "organization")
            self._show(changes[:SAMPLES], changes.count(), batch.read_count)
            if not self._agreed(interactive):
                backfill.drop(batch, by=None)
                return
            backfill.apply(batch, by=None)
        count = batch.changes.count()
        self._work(batch, count)
        if not count:
            self._show([], 0, batch.read_count)
            return
        self.stdout.write(
            _("Done. To undo it: manage.py link_archive --undo %(number)d") % {"number": batch.pk}
        )

    def _organization(self, slug: str | None) -> Organization | None:
        if slug is None:
            return None
        owner = Organization.objects.filter(slug=slug).first()
        if owner is None:
            self._stop(_("There is no organization “%(slug)s”.") % {"slug": slug})
        return owner

    def _try(self, owner: Organization | None) -> None:
        shown: list[BatchChange] = []
        count = read = 0
        total = backfill.candidates(owner).count()
        for _key, changes in backfill.proposals(owner):
            read += 1
            count += len(changes)
            shown += changes[: SAMPLES - len(shown)]
            self._bar(read, total)
        self._show(shown, count, read)
        self.stdout.write(_("This was a trial: nothing is stored."))

    def _undo(self, number: int) -> None:
        batch = LinkingBatch.objects.filter(pk=number).first()
        if batch is None or batch.state not in {BatchState.APPLIED, BatchState.UNDOING}:
            self._stop(_("There is no batch %(number)d that can be undone.") % {"number": number})
        backfill.undo(batch, by=None)
        self._work(batch, batch.changes.count())
        self.stdout.write(_("Undone: the ties are what they were."))

    def _work(self, batch: LinkingBatch, total: int) -> None:
        done = batch.read_count if batch.state == BatchState.GATHERING else 0
        for number in backfill.work(batch, by=None):
            done += number
            self._bar(done, total)

    def _show(self, changes: list[BatchChange], count: int, read: int) -> None:
        self.stdout.write(
            ngettext("%(n)d piece read.", "%(n)d pieces read.", read) % {"n": read}
            + " "
            + ngettext("%(n)d tie would change.", "%(n)d ties would change.", count) % {"n": count}
        )
        for change in changes:
            self.stdout.write(f"  {self._describe(change)}")

    def _describe(self, change: BatchChange) -> str:
        what = MentionStanding(change.standing).label if change.after else _("untied")
        line = f"{change.article.slug} · {change.organization.name} · {what}"
        reading = Reading.of(change.article)
        tie = reading.by_organization.get(change.organization_id)
        if tie is None:
            return line
        excerpt = reading.excerpt(tie.surest)
        return f"{line}: {excerpt.before}[{excerpt.name}]{excerpt.after}"

    def _agreed(self, interactive: bool) -> bool:
        if not (interactive and sys.stdin is not None and sys.stdin.isatty()):
            return True
        return input(_("Apply? [y/N] ")).strip().lower() in {"s", "sì", "si", "y", "yes"}

    def _bar(self, done: int, total: int) -> None:
        """Draw a progress bar on a terminal."""
        if not sys.stderr.isatty():
            return
        full = min(1.0, done / total) if total else 1.0
        bar = "█" * int(full * BAR) + "░" * (BAR - int(full * BAR))
        sys.stderr.write(f"\r{bar} {done}/{total}" + ("\n" if full == 1 else ""))
        sys.stderr.flush()

    def _stop(self, message: str) -> None:
        self.stderr.write(message)
        raise SystemExit(1)
