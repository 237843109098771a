"""Forms that were sent: each does its work once, decided in the database by the key with which the
form was opened."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from articles.models import SentForm

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

KEPT = dt.timedelta(days=7)


def claim_form(*, key: UUID, by: AbstractBaseUser) -> SentForm:
    """The row of a form, which nobody else has until the transaction ends. Called first in the
    transaction of what the form does: of several sendings at once the others wait here, on the
    index or on the lock of the one that writes, and find what it did."""
    rows = SentForm.objects.select_for_update()
    sent, _created = rows.get_or_create(person=by, key=key)
    return sent


def forget_old_forms() -> None:
    SentForm.objects.filter(at__lt=timezone.now() - KEPT).delete()


def forget_answers() -> None:
    """Delete the stored answers: they may have a name that is taken out of the paper."""
    SentForm.objects.exclude(messages=[]).update(messages=[])
