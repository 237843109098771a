"""Who edits everything reads the log of the newsroom."""

from django.apps import apps as current_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

READERS = ("Caporedattore", "Direttore")


def let_read(apps, schema_editor):
    using = schema_editor.connection.alias
    create_permissions(current_apps.get_app_config("articles"), verbosity=0, using=using)
    permission = apps.get_model("auth", "Permission").objects.using(using).get(
        content_type__app_label="articles", codename="view_editorialact"
    )
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=READERS):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_desk")]

    operations = [migrations.RunPython(let_read, migrations.RunPython.noop)]
