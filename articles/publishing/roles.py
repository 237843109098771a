"""Who may do what: the roles of the newsroom, and what follows from having one.

Roles are Django's groups. `apply_roles` brings the groups of a database to `PERMISSIONS` whenever
it is migrated, by what the table says now and what it had given before (`AppliedRole`):

* a permission that is new in the table is given, once; one that left the table is taken away;
* what an owner gave or took away by hand stays so;
* a role that is new in the table gets a group; one whose group was renamed or deleted is left
  alone.
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

#: By model and role, the acts that a role may do beside all that the roles before it may. An act
#: and its model make the name of a permission: "view" of "articles.tag" is "articles.view_tag".
# fmt: off
_TABLE = {
    # Model                      Redattore                 Caporedattore                  Direttore
    "articles.article":          ("view add change delete", "edit_every publish withdraw", ""),
    "articles.source":           ("view add change delete", "", ""),
    "articles.picture":          ("view add change",        "delete", ""),
    "articles.organization":     ("view add",               "change delete", ""),
    "articles.organizationname": ("view add",               "change delete", ""),
    "articles.person":           ("view add",               "change delete", ""),
    "articles.tag":              ("view add",               "change delete", ""),
    "articles.author":           ("view",                   "add change delete", ""),
    "articles.section":          ("view",                   "add change", "delete"),
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

#: The apps whose models the table speaks of.
APPS = frozenset(model.partition(".")[0] for model in _TABLE)


def apply_roles(using: str) -> None:
    """Bring the groups of the database to the table. A permission that does not exist yet waits for
    the next time; nothing is done before the paper has where to remember what it gave."""
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
    """The permissions on the models of the table's apps, by the names that `has_perm` takes."""
    rows = Permission.objects.using(using).filter(content_type__app_label__in=APPS)
    return {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in rows.select_related("content_type")
    }


def roles_of(user: User) -> QuerySet[Group]:
    """Those of a person's groups that give any right over the paper."""
    return user.groups.filter(permissions__content_type__app_label="articles").distinct()


def follow_role(user: User) -> None:
    """Let a person into the newsroom who has a role there, or every right, and nobody else: a role
    whose box was forgotten answered 403 without a way out."""
    is_staff = user.is_superuser or roles_of(user).exists()
    if user.is_staff != is_staff:
        user.is_staff = is_staff
        user.save(update_fields=["is_staff"])
