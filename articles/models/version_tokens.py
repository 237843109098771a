from __future__ import annotations

import secrets
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db import models

T = TypeVar("T")


class VersionTokenManager(models.Manager):
    def value_of(self, name: str) -> str:
        """Return the current value; empty if nothing has changed yet."""
        return self.filter(name=name).values_list("value", flat=True).first() or ""

    def renew(self, name: str) -> None:
        """Replace the value by one that was never used before: a value that was rolled back is thus
        never taken for a later one.
        """
        self.put(name, secrets.token_hex(8))

    def put(self, name: str, value: str) -> None:
        self.update_or_create(name=name, defaults={"value": value})


class VersionToken(models.Model):
    """A value that is replaced whenever the rows behind it change, so that every process knows when
    its copy in memory is stale; and the build hash with which stored data was derived (see
    `publishing.articles.rederivation`).
    """

    NAMES = "names"  #: the names of organizations
    PEOPLE = "people"  #: the names of persons
    DERIVED = "derived"  #: the build hash under which all that follows from texts was derived
    DERIVING = "deriving"  #: the one under which it is being derived, and the key reached, in hex

    name = models.CharField(max_length=20, primary_key=True)
    value = models.CharField(max_length=16)

    objects = VersionTokenManager()

    class Meta:
        db_table = "articles_stamp"

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class TokenCache(Generic[T]):
    """A value computed from rows and kept in the memory of the process until their version token is
    replaced, by this process or by another.
    """

    def __init__(self, token: str, make: Callable[[], T]) -> None:
        self.token, self.make = token, make
        self._lock = Lock()
        self._cached: tuple[str, T] | None = None

    def current(self) -> T:
        """Return the current value. One query, and those of `make` if the rows have changed."""
        value = VersionToken.objects.value_of(self.token)
        cached = self._cached
        if cached is None or cached[0] != value:
            with self._lock:
                if self._cached is None or self._cached[0] != value:
                    self._cached = value, self.make()
                cached = self._cached
        return cached[1]
