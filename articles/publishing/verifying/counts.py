"""Checks of the counters of published articles."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from articles.delivery.counters import misjudged_authors, misjudged_months, recount
from articles.publishing.verifying.faults import Check, Fault
from articles.text.dates import format_month


def articles_of_authors() -> Iterator[Fault]:
    for author in misjudged_authors():
        words = {"name": author.name, "n": author.there}
        yield Fault(_("the %(n)d pieces of %(name)s are not counted") % words, _count)


def articles_of_months() -> Iterator[Fault]:
    for day, there in misjudged_months():
        words = {"name": format_month(day), "n": there}
        yield Fault(_("the %(n)d pieces of %(name)s are not counted") % words, _count)


def _count() -> None:
    recount(connection)


CHECKS: tuple[Check, ...] = (articles_of_authors, articles_of_months)
