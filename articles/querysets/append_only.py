"""Querysets of rows that are never changed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class WrittenOnceQuerySet(models.QuerySet):
    """Rows that are added, and never changed or deleted."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("What was done is not rewritten.")

    def delete(self) -> NoReturn:
        raise TypeError("What was done is not taken back.")
