"""Everybody of the newsroom may say who speaks; who edits everything keeps the persons."""

from django.db import migrations

from articles.migrations._rights import grant

EDITORS = ("Caporedattore", "Direttore")


def let_them(apps, schema_editor):
    for codename in ("view_person", "add_person"):
        grant(apps, schema_editor, codename, to=("Redattore", *EDITORS))
    codenames = ("change_person", "delete_person")
    affiliations = ("view", "add", "change", "delete")
    for codename in (*codenames, *(f"{act}_affiliation" for act in affiliations)):
        grant(apps, schema_editor, codename, to=EDITORS)


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_quotations")]

    operations = [migrations.RunPython(let_them, migrations.RunPython.noop)]
