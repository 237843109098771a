"""The groups of the newsroom follow the table of roles, and keep what an owner changed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection

import articles
from articles.models import AppliedRole
from articles.publishing import roles
from articles.publishing.roles import PERMISSIONS, ROLES, apply_roles

BEFORE = "0035_standard_names"


def permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def of(role: str) -> set[str]:
    names = Group.objects.get(name=role).permissions.values_list(
        "content_type__app_label", "codename"
    )
    return {f"{app}.{codename}" for app, codename in names}


def in_database() -> dict[str, set[str]]:
    return {role: of(role) for role in ROLES}


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> dict[str, frozenset[str]]:
    """The table, to be changed by a test."""
    changed = dict(PERMISSIONS)
    monkeypatch.setattr(roles, "PERMISSIONS", changed)
    return changed


def test_fresh_paper_has_the_permissions_of_the_table(db):
    assert in_database() == PERMISSIONS
    assert {row.name: set(row.permissions) for row in AppliedRole.objects.all()} == PERMISSIONS


@pytest.mark.parametrize("name", sorted(PERMISSIONS[ROLES[-1]]))
def test_each_permission_of_the_table_exists(db, name: str):
    assert permission(name)


@pytest.mark.parametrize(("less", "more"), list(pairwise(ROLES)))
def test_each_role_may_do_more_than_the_one_before(less: str, more: str):
    assert PERMISSIONS[less] < PERMISSIONS[more]


def test_applying_again_changes_nothing(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        apply_roles("default")
    assert in_database() == PERMISSIONS


def test_table_changes_grant_and_revoke_permissions(db, table):
    table["Redattore"] = PERMISSIONS["Redattore"] - {"articles.add_tag"} | {"articles.view_imprint"}
    apply_roles("default")
    assert of("Redattore") == table["Redattore"]
    assert of("Direttore") == PERMISSIONS["Direttore"]


def test_changes_by_an_owner_are_kept(db, table):
    group = Group.objects.get(name="Redattore")
    group.permissions.remove(permission("articles.delete_article"))
    group.permissions.add(permission("articles.publish_article"))
    Group.objects.filter(name="Caporedattore").update(name="Desk")
    table["Redattore"] |= {"articles.view_imprint"}
    table["Caporedattore"] |= {"articles.view_imprint"}
    apply_roles("default")
    new = {"articles.publish_article", "articles.view_imprint"}
    assert of("Redattore") == PERMISSIONS["Redattore"] - {"articles.delete_article"} | new
    assert of("Desk") == PERMISSIONS["Caporedattore"]
    assert not Group.objects.filter(name="Caporedattore").exists()


def test_a_new_role_gets_a_group(db, table):
    table["Correttore"] = frozenset({"articles.view_article", "articles.change_article"})
    apply_roles("default")
    assert of("Correttore") == table["Correttore"]


def test_missing_permission_is_granted_later(db, table):
    table["Direttore"] |= {"articles.view_weather"}
    apply_roles("default")
    assert of("Direttore") == PERMISSIONS["Direttore"]
    article = permission("articles.view_article").content_type
    Permission.objects.create(content_type=article, codename="view_weather", name="Weather")
    apply_roles("default")
    assert of("Direttore") == table["Direttore"]


@pytest.mark.django_db(transaction=True)
def test_upgrade_keeps_changes_by_an_owner():
    call_command("migrate", "articles", BEFORE, verbosity=0)
    assert AppliedRole._meta.db_table not in connection.introspection.table_names()
    Group.objects.get(name="Redattore").permissions.remove(permission("articles.delete_article"))
    Group.objects.get(name="Direttore").delete()
    call_command("migrate", verbosity=0)
    assert of("Redattore") == PERMISSIONS["Redattore"] - {"articles.delete_article"}
    assert of("Caporedattore") == PERMISSIONS["Caporedattore"]
    assert not Group.objects.filter(name="Direttore").exists()


#: How the codename of a permission begins.
ACTS = {"view", "add", "change", "delete", "edit", "publish", "withdraw"}


def asked_for(source: str) -> Iterator[str]:
    """The names of permissions that a module asks for."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            app, _, codename = node.value.partition(".")
            act, _, noun = codename.partition("_")
            if app in roles.APPS and act in ACTS and noun.isidentifier():
                yield node.value


CODE = Path(articles.__path__[0])
ASKED = {
    path.relative_to(CODE).as_posix(): names
    for path in sorted(CODE.rglob("*.py"))
    if (names := set(asked_for(path.read_text(encoding="utf-8"))))
}


@pytest.mark.parametrize("module", ASKED)
def test_every_permission_checked_in_code_has_a_role(module: str):
    assert ASKED[module] <= PERMISSIONS[ROLES[-1]]


def test_rights_are_checked_by_permission():
    assert {"articles.edit_every_article", "articles.publish_article"} <= ASKED[
        "publishing/rights.py"
    ]


def test_no_migration_since_the_table_gives_rights():
    given = {
        path.name[:4]
        for path in (CODE / "migrations").glob("0*.py")
        if "migrations._rights" in path.read_text(encoding="utf-8")
    }
    assert max(given) < "0036"
