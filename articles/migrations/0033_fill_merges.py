"""Merges of organisations of before say whom they absorbed."""

from django.db import migrations

from articles.migrations._name_keys import name_key


def fill(apps, schema_editor):
    merges = apps.get_model("articles", "OrganizationMerge").objects
    merges = merges.using(schema_editor.connection.alias)
    for merge in merges.iterator():
        merge.absorbed_name_key = name_key(merge.absorbed_name)
        rows = merge.before.get("organizations", [])
        merge.absorbed_key = next((row["pk"] for row in rows if row["pk"] != merge.kept_id), None)
        merge.save(update_fields=["absorbed_name_key", "absorbed_key"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0032_merges")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
