from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField, NameKeyField


class OneName(models.Model):
    """A row known by its name, of which there is one, however the name is written. Two bear the
    same where an editor says what distinguishes them, in words that only the desk sees."""

    name_key = NameKeyField()
    distinguished_by = LineField(
        _("distinguished by"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Only where another has the same name: “sport”, “Turin”. Readers do not see it."
        ),
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "distinguished_by"],
                condition=~Q(name_key=""),
                name="%(class)s_named_once",
                violation_error_message=_("This name is there already."),
            )
        ]

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """The key follows the name, also where the name alone is written."""
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def desk_name(self) -> str:
        """The name as the desk shows it: «Marco Rossi (sport)»."""
        return f"{self.name} ({self.distinguished_by})" if self.distinguished_by else self.name

    def has_namesake(self, key: str) -> bool:
        """Whether another row has a key, with the same to distinguish it."""
        there = type(self)._default_manager.filter(
            name_key=key, distinguished_by=self.distinguished_by
        )
        return bool(key) and there.exclude(pk=self.pk).exists()


def desk_name(row: models.Model) -> str:
    """How the desk calls a row: with what distinguishes it from another of its name."""
    return row.desk_name if isinstance(row, OneName) else str(row)
