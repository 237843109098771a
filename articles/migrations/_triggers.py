"""What the migrations of tables that triggers write to have in common."""

from django.db import migrations


def drop_on_the_way_back(*prefixes: str) -> migrations.RunPython:
    """An operation that drops, backwards, the triggers whose names begin so: they write to tables
    that are about to go. What is to be there every `migrate` puts in place."""

    def drop(apps, schema_editor):
        connection = schema_editor.connection
        ask, statement = {
            "sqlite": ("SELECT name FROM sqlite_master WHERE type = 'trigger'", "DROP TRIGGER {}"),
            "postgresql": (
                "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
                "DROP FUNCTION {} CASCADE",
            ),
        }[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(ask)
            for (name,) in cursor.fetchall():
                if name.startswith(prefixes):
                    cursor.execute(statement.format(name))

    return migrations.RunPython(migrations.RunPython.noop, drop)
