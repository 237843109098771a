from __future__ import annotations

import secrets
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db import models

T = TypeVar("T")


class StampManager(models.Manager):
    def value_of(self, name: str) -> str:
        """The present value; empty where nothing has changed yet."""
        return self.filter(name=name).values_list("value", flat=True).first() or ""

    def renew(self, name: str) -> None:
        """Say that it has changed. A value is never used twice, so that one that was rolled
        back is never taken for another."""
        self.put(name, secrets.token_hex(8))

    def put(self, name: str, value: str) -> None:
        self.update_or_create(name=name, defaults={"value": value})


class Stamp(models.Model):
    """Tells every process that something which processes keep in memory has changed; and by which
    code what is stored was derived (see `publishing.articles.rederivation`)."""

    NAMES = "names"  #: the names of organisations
    PEOPLE = "people"  #: the names of persons
    DERIVED = "derived"  #: the build hash under which all that follows from texts was derived
    DERIVING = "deriving"  #: the one under which it is being derived, and the key reached, in hex

    name = models.CharField(max_length=20, primary_key=True)
    value = models.CharField(max_length=16)

    objects = StampManager()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class Kept(Generic[T]):
    """Something that a process makes of rows and keeps in memory, until the stamp of those rows
    tells that they have changed, by this process or by another."""

    def __init__(self, stamp: str, make: Callable[[], T]) -> None:
        self.stamp, self.make = stamp, make
        self._lock = Lock()
        self._kept: tuple[str, T] | None = None

    def current(self) -> T:
        """As it is now. One query, and those that make it anew where it has changed."""
        value = Stamp.objects.value_of(self.stamp)
        kept = self._kept
        if kept is None or kept[0] != value:
            with self._lock:
                if self._kept is None or self._kept[0] != value:
                    self._kept = value, self.make()
                kept = self._kept
        return kept[1]
