"""Everybody of the newsroom reads corrections; who edits everything handles what others ask to have
rectified."""

from django.db import migrations

from articles.migrations._rights import grant

EDITORS = ("Caporedattore", "Direttore")


def let_them(apps, schema_editor):
    grant(apps, schema_editor, "view_correction", to=("Redattore", *EDITORS))
    for codename in ("view_rectification", "add_rectification", "change_rectification"):
        grant(apps, schema_editor, codename, to=EDITORS)


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_amendments_told")]

    operations = [migrations.RunPython(let_them, migrations.RunPython.noop)]
