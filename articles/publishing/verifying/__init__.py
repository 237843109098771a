"""Verification: stored data is whole, and derived data agrees with its sources.

Checks are small functions by noun: a new one joins the `CHECKS` of its module. Each changes
nothing, and tells faults in words; derived data has a way to be repaired (see `faults`).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError
from django.utils.translation import gettext as _

from articles.publishing.verifying import (
    counts,
    database,
    history,
    names,
    pages,
    pictures,
    texts,
)
from articles.publishing.verifying.faults import UNREADABLE, Check, Fault, unreadable

__all__ = ["CHECKS", "UNREADABLE", "Check", "Fault", "disagreements", "faults_of"]

#: In this order: what comes later is derived from what comes before.
CHECKS: tuple[Check, ...] = (
    *database.CHECKS,
    *history.CHECKS,
    *names.CHECKS,
    *pictures.CHECKS,
    *texts.CHECKS,
    *counts.CHECKS,
    *pages.CHECKS,
)


def faults_of(check: Check) -> Iterator[Fault]:
    """Yield the faults that a check finds; a check that cannot go on is a fault too, and not a
    traceback."""
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
