"""What the migrations that give rights to the groups of the newsroom have in common."""

from django.apps import apps as current_apps
from django.contrib.auth.management import create_permissions


def grant(apps, schema_editor, codename: str, *, to: tuple[str, ...]) -> None:
    """Give the groups of these names a permission on the models of the paper. Django makes
    permissions only when all migrations are done, and the groups need it now."""
    using = schema_editor.connection.alias
    create_permissions(current_apps.get_app_config("articles"), verbosity=0, using=using)
    permission = apps.get_model("auth", "Permission").objects.using(using).get(
        content_type__app_label="articles", codename=codename
    )
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=to):
        group.permissions.add(permission)
