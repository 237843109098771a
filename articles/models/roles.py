from __future__ import annotations

from django.db import models


class AppliedRole(models.Model):
    """The permissions that a group of the newsroom was given by the table of roles (see
    `publishing.roles`): one that an owner takes away from the group afterwards is not given again.
    """

    name = models.CharField(max_length=150, primary_key=True)
    permissions = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
