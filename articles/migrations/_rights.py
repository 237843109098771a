"""Functions that the migrations which give rights to the newsroom's groups have in common."""

from django.contrib.auth.management import create_permissions


def make_permissions(apps, schema_editor, *labels: str) -> None:
    """Make the permissions on the models of these apps, as they are at this migration. Django makes
    them only when all migrations are done, and the groups need them now."""
    using = schema_editor.connection.alias
    for label in labels:
        config = apps.get_app_config(label)
        module = getattr(config, "models_module", None)
        # Django passes over an app without a module of models, as those of the past are.
        config.models_module = module or True
        try:
            create_permissions(config, verbosity=0, using=using, apps=apps)
        finally:
            config.models_module = module


def grant(apps, schema_editor, codename: str, *, to: tuple[str, ...]) -> None:
    """Give the groups of these names a permission on the models of the paper."""
    using = schema_editor.connection.alias
    make_permissions(apps, schema_editor, "articles")
    permission = apps.get_model("auth", "Permission").objects.using(using).get(
        content_type__app_label="articles", codename=codename
    )
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=to):
        group.permissions.add(permission)
