"""The keys of the names that are there. Where two have one, nobody is merged: the first keeps it,
the others wait for a person to say whether they are one or two, and are listed."""

from contextlib import contextmanager

from django.conf import settings
from django.db import migrations
from django.utils import translation
from django.utils.translation import gettext as _

from articles.migrations._name_keys import name_key

NAMED = ("Author", "Organization", "Person", "Section", "Tag")


def fill(apps, schema_editor):
    for label in NAMED:
        model = apps.get_model("articles", label)
        with quietly(schema_editor, model._meta.db_table):
            waiting = fill_table(model.objects.using(schema_editor.connection.alias))
        with translation.override(settings.LANGUAGE_CODE):  # `migrate` speaks none
            for name, known in waiting:
                kind = _(model._meta.verbose_name)
                text = _(
                    "%(kind)s: “%(name)s” has the name of “%(known)s”. Both stay: at the desk, "
                    "under “Double names”, say whether they are one or two."
                )
                words = text % {"kind": kind, "name": name, "known": known}
                print(f"\n    {words}", end="")


def fill_table(rows):
    first, waiting = {}, []
    for pk, name in list(rows.order_by("pk").values_list("pk", "name")):
        key = name_key(name)
        if key and key in first:
            waiting.append((name, first[key]))
            continue
        first[key] = name
        rows.filter(pk=pk).update(name_key=key)
    return waiting


@contextmanager
def quietly(schema_editor, table):
    """Nothing that readers see changes: PostgreSQL would count anew the look of every piece. (On
    SQLite the triggers are down.)"""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_name_keys")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
