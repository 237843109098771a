"""Give interests to those who edit everything."""

from django.db import migrations

from articles.migrations._rights import grant


def let_them(apps, schema_editor):
    for codename in ("view_interest", "add_interest", "change_interest", "delete_interest"):
        grant(apps, schema_editor, codename, to=("Caporedattore", "Direttore"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_interests")]

    operations = [migrations.RunPython(let_them, migrations.RunPython.noop)]
