"""The roles of the newsroom, their permissions, and the access to the desk that follows from them.

Roles are Django's groups. `apply_roles` brings the groups of a database in line with `PERMISSIONS`
at each migration, comparing the table with what it gave before (`AppliedRole`):

* a permission that is new in the table is given, once; one that left the table is taken away;
* a permission that an owner gave or took away by hand stays so;
* a role that is new in the table gets a group; a group that was renamed or deleted is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction

from articles.models import AppliedRole

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet

#: The names of the groups, in the order of the columns below.
ROLES = ("Redattore", "Caporedattore", "Direttore")

#: The acts that each role may do with a model, beside all those of the roles before it. An act and
#: its model make the name of a permission: "view" of "articles.tag" is "articles.view_tag".
# fmt: off
_TABLE = {
    # Model                      Redattore                 Caporedattore                  Direttore
    "articles.article":          ("view add change delete", "edit_every publish withdraw", ""),
    "articles.source":           ("view add change delete", "", ""),
    "articles.picture":          ("view add change",        "delete", ""),
    "articles.media":            ("view add change",        "delete", ""),
    "articles.organization":     ("view add",               "change delete", ""),
    "articles.organizationname": ("view add",               "change delete", ""),
    "articles.person":           ("view add",               "change delete", ""),
    "articles.tag":              ("view add",               "change delete", ""),
    "articles.author":           ("view",                   "add change delete", ""),
    "articles.section":          ("view",                   "add change", "delete"),
    "articles.series":           ("view",                   "add change delete", ""),
    "articles.seriespart":       ("view",                   "add change delete", ""),
    "articles.correction":       ("view",                   "", ""),
    "articles.affiliation":      ("",                       "view add change delete", ""),
    "articles.interest":         ("",                       "view add change delete", ""),
    "articles.rectification":    ("",                       "view add change", ""),
    "articles.editorialact":     ("",                       "view", ""),
    "articles.formeraddress":    ("",                       "view", "add change delete"),
    "articles.oblivionrequest":  ("",                       "", "view add change"),
    "articles.forgotten":        ("",                       "", "view"),
    "articles.imprint":          ("",                       "", "view add change"),
    "articles.director":         ("",                       "", "view add change delete"),
    "auth.user":                 ("",                       "", "view add change delete"),
    "auth.group":                ("",                       "", "view"),
}
# fmt: on


def _permissions(column: int) -> frozenset[str]:
    names = set()
    for model, acts in _TABLE.items():
        app, _, noun = model.partition(".")
        names |= {f"{app}.{act}_{noun}" for act in " ".join(acts[: column + 1]).split()}
    return frozenset(names)


#: The permissions of each role, as `has_perm` takes them.
PERMISSIONS = {role: _permissions(column) for column, role in enumerate(ROLES)}

#: The apps whose models are in the table.
APPS = frozenset(model.partition(".")[0] for model in _TABLE)


def apply_roles(using: str) -> None:
    """Bring the groups of the database in line with the table. A permission that does not exist yet
    is given at a later migration. Nothing is done before the table of `AppliedRole` exists."""
    if AppliedRole._meta.db_table not in connections[using].introspection.table_names():
        return
    with transaction.atomic(using):
        existing = _existing_permissions(using)
        for role, named in PERMISSIONS.items():
            applied = AppliedRole.objects.using(using).filter(name=role).first()
            if applied is None:
                applied = AppliedRole(name=role)
                Group.objects.using(using).get_or_create(name=role)
            wanted, given = named & existing.keys(), set(applied.permissions)
            if wanted == given:
                continue
            if group := Group.objects.using(using).filter(name=role).first():
                group.permissions.add(*(existing[name] for name in wanted - given))
                gone = (given - wanted) & existing.keys()
                group.permissions.remove(*(existing[name] for name in gone))
            applied.permissions = sorted(wanted)
            applied.save(using=using)


def _existing_permissions(using: str) -> dict[str, Permission]:
    """Return the permissions on the models of these apps, by the names that `has_perm` takes."""
    rows = Permission.objects.using(using).filter(content_type__app_label__in=APPS)
    return {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in rows.select_related("content_type")
    }


def roles_of(user: User) -> QuerySet[Group]:
    """Return the groups of a person that give any right over the paper."""
    return user.groups.filter(permissions__content_type__app_label="articles").distinct()


def follow_role(user: User) -> None:
    """Give access to the desk to a person with a role there or with every right, and take it from
    anybody else. Access does not depend on a box to tick: a role without it would answer 403 with
    no way out."""
    is_staff = user.is_superuser or roles_of(user).exists()
    if user.is_staff != is_staff:
        user.is_staff = is_staff
        user.save(update_fields=["is_staff"])
