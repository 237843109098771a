"""Operations that migrations of tables with triggers have in common. New ones need nothing of it:
`migrate` takes the triggers down before and puts them up after."""

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


def drop_on_sqlite(*prefixes: str) -> migrations.RunPython:
    """An operation that drops, on SQLite, the triggers whose names begin so. A column that must not
    be empty makes a table anew there, which is renamed; and no trigger may speak of it meanwhile.
    Every `migrate` puts them in place again."""

    def drop(apps, schema_editor):
        connection = schema_editor.connection
        if connection.vendor != "sqlite":
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                if name.startswith(prefixes):
                    cursor.execute(f"DROP TRIGGER {name}")

    return migrations.RunPython(drop, drop)
