"""The command `verify`, which checks what is stored, and makes anew what is derived."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.management.progress import progress
from articles.ops import outages
from articles.publishing.articles.rederivation import is_current
from articles.publishing.verifying import CHECKS, UNREADABLE, Check, Fault, faults_of


class Command(BaseCommand):
    help = gettext_lazy(
        "Says whether what is stored is whole and what is derived agrees with it: the database, "
        "the history, the uploaded files, texts, search, counts, ready pages. Changes nothing; "
        "lists what does not agree, and ends with 1. With --repair it makes anew what is derived, "
        "and ends with 1 only where something is left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help=_("make anew what is derived and does not agree")
        )

    def handle(self, *, repair: bool, verbosity: int, **options: Any) -> None:
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            if not outages.is_damaged(error):
                raise  # without a database there is nothing else to check
        self._reported: set[str] = set()
        found, left = 0, []
        for check in progress(CHECKS):
            faults = self._report(check)
            found += len(faults)
            left += self._left(check, faults) if repair else faults
        if left:
            self._fail(left, found)
        if not verbosity:
            return
        if found:
            text = ngettext("%(n)d thing mended.", "%(n)d things mended.", found) % {"n": found}
            self.stdout.write(text)
        self.stdout.write(_("All is whole, and what is derived agrees with the pieces."))

    def _report(self, check: Check) -> list[Fault]:
        faults = []
        for fault in faults_of(check):
            if fault.words not in self._reported:  # each check meets the same damaged file
                self.stdout.write(fault.words)
            self._reported.add(fault.words)
            faults.append(fault)
        return faults

    def _left(self, check: Check, faults: list[Fault]) -> list[Fault]:
        """Repair the faults that can be repaired, and check again; return those that remain."""
        mends = dict.fromkeys(fault.mend for fault in faults if fault.mend is not None)
        for mend in mends:
            self._mend(mend)
        left = list(faults_of(check)) if mends else faults
        words = {fault.words for fault in left}
        for fault in faults:
            if fault.words not in words:
                self.stdout.write(_("mended: %(what)s") % {"what": fault.words})
        return left

    def _mend(self, mend: Callable[[], object]) -> None:
        try:
            mend()
        except UNREADABLE as error:
            self.stdout.write(_("cannot be mended: %(error)s") % {"error": error})

    def _is_current(self) -> bool:
        try:
            return is_current()
        except UNREADABLE:
            return True  # the damage has been reported already

    def _fail(self, left: list[Fault], found: int) -> None:
        text = ngettext("%(n)d disagreement.", "%(n)d disagreements.", len(left))
        sentences = [text % {"n": len(left)}]
        if found > len(left):
            text = ngettext("%(n)d thing mended.", "%(n)d things mended.", found - len(left))
            sentences.append(text % {"n": found - len(left)})
        elif any(fault.mend for fault in left):
            sentences.append(_("“verify --repair” makes anew what is derived."))
            if not self._is_current():
                sentences.append(_("This version has not worked them out yet: run “upgrade”."))
        raise CommandError(" ".join(sentences))
