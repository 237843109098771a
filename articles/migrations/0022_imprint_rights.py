"""Give the imprint to those who direct the paper."""

from django.db import migrations

from articles.migrations._rights import grant


def let_them(apps, schema_editor):
    for codename in (
        "view_imprint", "add_imprint", "change_imprint",
        "view_director", "add_director", "change_director", "delete_director",
    ):
        grant(apps, schema_editor, codename, to=("Direttore",))


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_imprint")]

    operations = [migrations.RunPython(let_them, migrations.RunPython.noop)]
