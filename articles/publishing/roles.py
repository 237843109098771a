"""The roles of the newsroom are Django's groups; what follows from having one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet


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
