from __future__ import annotations

import secrets

from django.db import models


class StampManager(models.Manager):
    def value_of(self, name: str) -> str:
        """The present value; empty where nothing has changed yet."""
        return self.filter(name=name).values_list("value", flat=True).first() or ""

    def renew(self, name: str) -> None:
        """Say that it has changed. A value is never used twice, so that one that was rolled
        back is never taken for another."""
        self.update_or_create(name=name, defaults={"value": secrets.token_hex(8)})


class Stamp(models.Model):
    """Tells every process that something which processes keep in memory has changed."""

    NAMES = "names"  #: the names of organisations

    name = models.CharField(max_length=20, primary_key=True)
    value = models.CharField(max_length=16)

    objects = StampManager()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
