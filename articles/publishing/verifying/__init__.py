"""Verification: stored data is whole, and derived data agrees with its sources.

Checks are small functions, in a module for each subject; a new one joins the `CHECKS` of its
module. They change nothing and describe faults in words; a fault in derived data comes with its
repair (see `faults`).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError
from django.utils.translation import gettext as _

from articles.publishing.verifying import (
    counts,
    database,
    history,
    media,
    names,
    pages,
    pictures,
    texts,
)
from articles.publishing.verifying.faults import UNREADABLE, Check, Fault, unreadable

__all__ = ["CHECKS", "UNREADABLE", "Check", "Fault", "disagreements", "faults_of"]

#: The order matters: later checks are about data derived from that of earlier ones.
CHECKS: tuple[Check, ...] = (
    *database.CHECKS,
    *history.CHECKS,
    *names.CHECKS,
    *pictures.CHECKS,
    *media.CHECKS,
    *texts.CHECKS,
    *counts.CHECKS,
    *pages.CHECKS,
)


def faults_of(check: Check) -> Iterator[Fault]:
    """Yield the faults that a check finds; a check that cannot continue yields a fault, too,
    instead of a traceback."""
    try:
        yield from check()
    except DatabaseError as error:
        yield Fault(
            _(
                "the database cannot be read (%(error)s): stop the paper, keep its file aside, "
                "and put back the last backup with “restore”"
            )
            % {"error": error}
        )
    except UNREADABLE as error:
        yield unreadable(check.__name__, error)


def disagreements() -> Iterator[str]:
    """Yield all faults in words; none where all is well."""
    for check in CHECKS:
        for fault in faults_of(check):
            yield fault.words
