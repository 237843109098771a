"""Lists of the fields of a model that a person writes. All are computed from the declarations of
the fields, so that a new field appears in each list it belongs to.
"""

from __future__ import annotations

from django.db import models

from articles.db.fields import CleanText

#: Written fields by model, with the columns that they were gathered from.
_gathered: dict[type[models.Model], tuple[tuple, dict[str, models.Field]]] = {}


def written_fields(model: type[models.Model]) -> dict[str, models.Field]:
    """Return the fields that a person writes, by name: all columns except the key and those that
    are not `editable`. Fields of the model itself come before those it shares with other models.
    """
    columns = model._meta.concrete_fields
    if model not in _gathered or _gathered[model][0] is not columns:
        _gathered[model] = columns, _gather(model)
    return _gathered[model][1]


def _gather(model: type[models.Model]) -> dict[str, models.Field]:
    fields = (
        field for field in model._meta.concrete_fields if field.editable and not field.primary_key
    )
    shared = {
        field.name
        for base in model.__mro__[1:]
        if hasattr(base, "_meta")
        for field in base._meta.local_fields
    }
    return {field.name: field for field in sorted(fields, key=lambda each: each.name in shared)}


def is_address(field: models.Field) -> bool:
    """Return True if the field holds an address, whose words cannot be replaced."""
    return isinstance(field, models.SlugField | models.URLField | models.EmailField)


def may_hold_names(field: models.Field) -> bool:
    """Return True if the field may name a person in words that can be replaced: any text, except an
    address or a choice from a list.
    """
    is_text = isinstance(field, models.CharField | models.TextField) and field.choices is None
    return is_text and not is_address(field)


def is_html(field: models.Field) -> bool:
    return isinstance(field, CleanText) and field.is_html


def is_line(field: models.Field) -> bool:
    """Return True if the field is one line of text that readers see."""
    return isinstance(field, CleanText) and field.is_line and not is_address(field)


def is_relied_on(field: models.Field) -> bool:
    """Return True if readers rely on the field, and are told when it changes."""
    return isinstance(field, CleanText) and field.is_relied_on
