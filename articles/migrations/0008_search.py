"""Add the entries of search for published articles, and their index. `upgrade` makes the entries
of articles that are there already."""

import django.db.models.deletion
from django.db import migrations, models

# The marks of facets hold a colon, which no word does.
SQLITE = [
    "CREATE VIRTUAL TABLE articles_search USING fts5("
    "terms, facets, content='articles_searchentry', content_rowid='place', "
    "tokenize='unicode61 remove_diacritics 0 tokenchars '':''')",
    "CREATE TRIGGER articles_search_insert AFTER INSERT ON articles_searchentry BEGIN "
    "INSERT INTO articles_search(rowid, terms, facets) "
    "VALUES (new.place, new.terms, new.facets); END",
    "CREATE TRIGGER articles_search_delete AFTER DELETE ON articles_searchentry BEGIN "
    "INSERT INTO articles_search(articles_search, rowid, terms, facets) "
    "VALUES ('delete', old.place, old.terms, old.facets); END",
    "CREATE TRIGGER articles_search_update AFTER UPDATE OF terms, facets ON articles_searchentry "
    "WHEN old.terms <> new.terms OR old.facets <> new.facets BEGIN "
    "INSERT INTO articles_search(articles_search, rowid, terms, facets) "
    "VALUES ('delete', old.place, old.terms, old.facets); "
    "INSERT INTO articles_search(rowid, terms, facets) "
    "VALUES (new.place, new.terms, new.facets); END",
]
SQLITE_BACK = [
    "DROP TRIGGER articles_search_insert",
    "DROP TRIGGER articles_search_delete",
    "DROP TRIGGER articles_search_update",
    "DROP TABLE articles_search",
]
POSTGRESQL = [
    # The terms are stems already: `simple` leaves them as they are.
    "ALTER TABLE articles_searchentry ADD COLUMN vector tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', terms) "
    "|| array_to_tsvector(string_to_array(facets, ' '))) STORED",
    "CREATE INDEX articles_search ON articles_searchentry USING gin (vector)",
    # A query that has few pieces must be known to have few: see `articles.search.engines`.
    "ALTER TABLE articles_searchentry ALTER COLUMN vector SET STATISTICS 1000",
]
POSTGRESQL_BACK = [
    "DROP INDEX articles_search",
    "ALTER TABLE articles_searchentry DROP COLUMN vector",
]


def run(schema_editor, sqlite, postgresql):
    statements = {"sqlite": sqlite, "postgresql": postgresql}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def make_index(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def drop_index(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_pictures")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("terms", models.TextField(blank=True)),
                ("weights", models.TextField(blank=True)),
                ("facets", models.TextField(blank=True)),
                ("article", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="search_entry", to="articles.article")),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
    ]
