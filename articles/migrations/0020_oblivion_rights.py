"""The register of those who ask to be forgotten is the director's; what was taken out too."""

from django.db import migrations

from articles.migrations._rights import grant


def let_them(apps, schema_editor):
    for codename in (
        "view_oblivionrequest", "add_oblivionrequest", "change_oblivionrequest", "view_forgotten",
    ):
        grant(apps, schema_editor, codename, to=("Direttore",))


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_oblivion")]

    operations = [migrations.RunPython(let_them, migrations.RunPython.noop)]
