"""Managers that find rows by natural key."""

from __future__ import annotations

from typing import Any

from django.db import models


class NaturalKeyManager(models.Manager):
    """A manager that finds a row by the fields its model lists in `natural_key_fields`."""

    def get_by_natural_key(self, *values: Any) -> models.Model:
        lookups = dict(zip(self.model.natural_key_fields, values, strict=True))
        return self.get(**lookups)
