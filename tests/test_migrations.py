"""Migrations leave the code of the release before at work: machines are updated one at a time."""

from __future__ import annotations

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddField,
    AlterModelTable,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
)
from django.db.models.fields import NOT_PROVIDED

from articles.models import Article

#: From here on; what came before was before any release.
_FIRST = "0013"
_TAKES_AWAY = (AlterModelTable, DeleteModel, RemoveField, RenameField, RenameModel)
#: What may be taken away all the same: the release before did not use it any more.
_UNUSED: set[str] = set()


def breaks(operation: object) -> bool:
    """Whether code that does not know of it would fail: it reads what is gone, or writes a row
    without what must be there."""
    if isinstance(operation, _TAKES_AWAY):
        return True
    if isinstance(operation, AddField):
        field = operation.field
        return not (field.null or field.many_to_many or field.db_default is not NOT_PROVIDED)
    return False


def test_old_code_survives_every_migration():
    migrations = MigrationLoader(None).disk_migrations
    for (app, name), migration in sorted(migrations.items()):
        if app == "articles" and name >= _FIRST and name not in _UNUSED:
            assert not [each for each in migration.operations if breaks(each)], name


@pytest.mark.parametrize(
    ("operation", "broken"),
    [
        (RemoveField("article", "kicker"), True),
        (RenameField("article", "kicker", "eyebrow"), True),
        (AddField("article", "x", Article._meta.get_field("body")), True),
        (AddField("article", "x", Article._meta.get_field("section")), False),
    ],
)
def test_what_would_break_it_is_told(operation: object, broken: bool):
    assert breaks(operation) == broken
