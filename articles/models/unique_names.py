from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField, NameKeyField


class OneName(models.Model):
    """A row known by a name that no other row has, however it is written. Two rows may share a name
    if an editor says what distinguishes them, in words that only the desk sees.
    """

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
        """Save, and update the key with the name even if `update_fields` lists the name alone."""
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def desk_name(self) -> str:
        """The name as the desk shows it: «Marco Rossi (sport)»."""
        return f"{self.name} ({self.distinguished_by})" if self.distinguished_by else self.name

    def has_namesake(self, key: str) -> bool:
        """Return True if another row has this name key and the same distinguishing words."""
        namesakes = type(self)._default_manager.filter(
            name_key=key, distinguished_by=self.distinguished_by
        )
        return bool(key) and namesakes.exclude(pk=self.pk).exists()


def desk_name(row: models.Model) -> str:
    """Return the name of any row for the desk, with the words that distinguish it from its
    namesakes.
    """
    return row.desk_name if isinstance(row, OneName) else str(row)
