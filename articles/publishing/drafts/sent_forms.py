"""Idempotent forms: each is carried out once, however often it is sent, by the key with which it
was opened."""

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
    """Return the row of a form, locked until the transaction ends. Call this first in the
    transaction that carries out the form: when it is sent several times at once, the other requests
    wait here, on the index or on the row's lock, and then find the result."""
    rows = SentForm.objects.select_for_update()
    sent, _created = rows.get_or_create(person=by, key=key)
    return sent


def forget_old_forms() -> None:
    SentForm.objects.filter(at__lt=timezone.now() - KEPT).delete()


def forget_answers() -> None:
    """Delete the stored answers, which may contain a name that is being taken out of the paper."""
    SentForm.objects.exclude(messages=[]).update(messages=[])
