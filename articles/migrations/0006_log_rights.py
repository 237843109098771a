"""Give the log of the newsroom to those who edit everything."""

from django.db import migrations

from articles.migrations._rights import grant


def let_read(apps, schema_editor):
    grant(apps, schema_editor, "view_editorialact", to=("Caporedattore", "Direttore"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_desk")]

    operations = [migrations.RunPython(let_read, migrations.RunPython.noop)]
