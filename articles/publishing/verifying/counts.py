"""What is counted as pieces come and go."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from articles.delivery.counters import count_anew, misjudged_authors, misjudged_months
from articles.publishing.verifying.faults import Check, Fault
from articles.text.dates import written_month


def pieces_of_authors() -> Iterator[Fault]:
    for author in misjudged_authors():
        words = {"name": author.name, "n": author.there}
        yield Fault(_("the %(n)d pieces of %(name)s are not counted") % words, _count)


def pieces_of_months() -> Iterator[Fault]:
    for day, there in misjudged_months():
        words = {"name": written_month(day), "n": there}
        yield Fault(_("the %(n)d pieces of %(name)s are not counted") % words, _count)


def _count() -> None:
    count_anew(connection)


CHECKS: tuple[Check, ...] = (pieces_of_authors, pieces_of_months)
