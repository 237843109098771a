from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class WrittenOnce(models.Model):
    """A row that is added, and never changed or deleted afterwards. `WrittenOnceQuerySet` enforces
    the same for many rows at once.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("What was done is not rewritten.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("What was done is not taken back.")
