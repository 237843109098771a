"""The newsroom's accounts. A person who manages them cannot give more rights than the groups
have."""

from __future__ import annotations

from typing import Any

import axes.utils
from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin.base import DeskAdmin
from articles.admin.made_once import MadeOnceAdmin

for model in (User, Group, EmailAddress, Authenticator):
    admin.site.unregister(model)


@admin.register(User)
class AccountAdmin(MadeOnceAdmin, DeskAdmin, UserAdmin):
    list_display = [
        "username",
        "first_name",
        "last_name",
        "group_names",
        "is_active",
        "has_second_factor",
        "last_login",
    ]
    list_filter = ["is_active", "groups"]
    readonly_fields = ["way_in", "last_login", "date_joined"]
    actions = ["let_in_again", "remove_second_factor"]

    PERSON_FIELDSETS = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Rights"), {"fields": ["is_active", "way_in", "groups"]}),
        (_("Times"), {"fields": ["last_login", "date_joined"]}),
    ]

    #: Django's own, without the box for `is_staff`, which follows the role.
    SUPERUSER_FIELDSETS = [
        (
            name,
            {
                **options,
                "fields": [{"is_staff": "way_in"}.get(each, each) for each in options["fields"]],
            },
        )
        for name, options in UserAdmin.fieldsets
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        people = (
            super()
            .get_queryset(request)
            .prefetch_related("groups")
            .annotate(has_second_factor=Exists(factors))
        )
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        return self.SUPERUSER_FIELDSETS if request.user.is_superuser else self.PERSON_FIELDSETS

    def save_related(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "is_superuser" in form.changed_data:  # for a change of groups a signal does it
            publishing.follow_role(form.instance)

    @admin.display(description=_("enters the newsroom"))
    def way_in(self, obj: User) -> str:
        """Say whether the account may enter, for which a role is enough, and if not, what to do."""
        has_role = obj.is_superuser or publishing.roles_of(obj).exists()
        if obj.is_staff:
            return gettext("Yes.") if has_role else gettext("Yes, without a role.")
        if not has_role:
            return gettext("No: give a role, which is a group.")
        return gettext("No, in spite of the role: take it away, save, and give it again.")

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, obj: User) -> bool:
        return obj.has_second_factor

    @admin.action(description=_("Let in again who guessed wrong too often"), permissions=["change"])
    def let_in_again(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            axes.utils.reset(username=person.username)
        self._say(request, people, gettext("May enter again: %(names)s."))

    @admin.action(
        description=_("Remove the second factor, where a telephone was lost"),
        permissions=["change"],
    )
    @transaction.atomic
    def remove_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            Authenticator.objects.filter(user=person).delete()
            self.log_change(request, person, gettext("The second factor was removed."))
        self._say(request, people, gettext("Enter with the password alone: %(names)s."))

    def _say(self, request: HttpRequest, people: QuerySet[User], text: str) -> None:
        names = ", ".join(person.username for person in people)
        self.message_user(request, text % {"names": names}, messages.SUCCESS)

    @admin.display(description=_("groups"))
    def group_names(self, obj: User) -> str:
        return ", ".join(group.name for group in obj.groups.all())


@admin.register(Group)
class RolesAdmin(MadeOnceAdmin, DeskAdmin, GroupAdmin):
    pass
