"""What a person writes in a row. What each field is, it says where it is declared; every list of
fields is made from here, so that a new one is in all of them."""

from __future__ import annotations

from django.db import models

from articles.db.fields import CleanText

#: By model, with the columns that they were gathered from.
_gathered: dict[type[models.Model], tuple[tuple, dict[str, models.Field]]] = {}


def written_fields(model: type[models.Model]) -> dict[str, models.Field]:
    """The fields that a person writes, by name: all columns but the key and those that are not
    `editable`. Its own come before those that it shares with other models."""
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
    """Whether it leads somewhere, and words of it cannot be others."""
    return isinstance(field, models.SlugField | models.URLField | models.EmailField)


def may_hold_names(field: models.Field) -> bool:
    """Whether a person may be named in it, in words that can be others: every text may, and what
    is chosen from a list may not."""
    is_text = isinstance(field, models.CharField | models.TextField) and field.choices is None
    return is_text and not is_address(field)


def is_html(field: models.Field) -> bool:
    return isinstance(field, CleanText) and field.is_html


def is_line(field: models.Field) -> bool:
    """Whether it is a text of one line, as readers read it."""
    return isinstance(field, CleanText) and field.is_line and not is_address(field)


def is_relied_on(field: models.Field) -> bool:
    """Whether readers rely on what it says, and are told when that changes."""
    return isinstance(field, CleanText) and field.is_relied_on
