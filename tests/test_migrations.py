"""Migrations leave the code of the release before at work: machines are updated one at a time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
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
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from articles import migrations as package
from articles.models import Article

#: From here on; what came before was before any release.
_FIRST = "0013"
_TAKES_AWAY = (AlterModelTable, DeleteModel, RemoveField, RenameField, RenameModel)
#: What may be taken away all the same: the release before did not use it any more.
_UNUSED: set[str] = set()


def breaks(operation: object) -> bool:
    """Return True if code that does not know of it would fail: it reads what is gone, or writes a
    row without what must be there."""
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
def test_breaking_operations_are_reported(operation: object, broken: bool):
    assert breaks(operation) == broken


MIGRATIONS = sorted(Path(package.__path__[0]).glob("*.py"))
#: What Django has for those who want the code of today where they are given that of then.
_OF_TODAY = {"django.apps.apps", "django.contrib.auth.get_user_model", "importlib.import_module"}


def imported_by(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def goes_on_changing(name: str) -> bool:
    is_ours = name.partition(".")[0] in {"articles", "newsroom"}
    return name in _OF_TODAY or (is_ours and not name.startswith("articles.migrations._"))


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_migrations_import_no_changing_code(path: Path):
    names = imported_by(path.read_text(encoding="utf-8"))
    assert [name for name in names if goes_on_changing(name)] == []


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("from articles import markup", True),
        ("import articles.db.fields", True),
        ("def f():\n    from articles.search.entries import weigh", True),
        ("from django.apps import apps as current", True),
        ("from articles.migrations._rights import grant", False),
        ("from django.db import models", False),
    ],
)
def test_imports_of_changing_code_are_recognised(source: str, changes: bool):
    assert any(map(goes_on_changing, imported_by(source))) == changes


@pytest.mark.django_db
def test_waiting_tasks_are_found_under_their_new_paths():
    """The paths that a migration gives are those of functions that are there today."""
    task_paths = import_module("articles.migrations.0034_task_paths")
    for path in task_paths._PATHS:
        DBTaskResult.objects.create(
            task_path=path, queue_name="default", backend_name="default", priority=0,
            args_kwargs={"args": [], "kwargs": {}},
        )  # fmt: skip
    task_paths.rename(apps, connection.schema_editor())
    paths = set(DBTaskResult.objects.values_list("task_path", flat=True))
    assert paths == set(task_paths._PATHS.values())
    assert all(import_string(path).module_path == path for path in paths)
