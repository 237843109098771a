"""Checks of the keys by which names are compared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models.unique_names import OneName
from articles.publishing.subjects.namesakes import doubles, misnamed
from articles.publishing.verifying.faults import Check, Fault
from articles.text.name_keys import name_key


def names_are_distinguished() -> Iterator[Fault]:
    for double in doubles():
        message = _("two of one name, and nobody has said whether they are one: %(both)s")
        yield Fault(message % {"both": double})


def keys_are_of_their_names() -> Iterator[Fault]:
    for row in misnamed():
        words = {"kind": row._meta.verbose_name, "name": row.name}
        message = _("%(kind)s: the key of “%(name)s” is not that of its name")
        yield Fault(message % words, partial(_give_key, type(row), row.pk))


@transaction.atomic
def _give_key(model: type[OneName], pk: int) -> None:
    """Fill the key of a row, or leave it empty where another row has the name, as in
    `namesakes`."""
    row = model.objects.select_for_update().get(pk=pk)
    key = name_key(row.name)
    waits = row.has_namesake(key)
    model.objects.filter(pk=pk).update(name_key="" if waits else key)


CHECKS: tuple[Check, ...] = (names_are_distinguished, keys_are_of_their_names)
