"""The full-text index of the words of every piece, and the words of those there are."""

import re

from django.db import migrations

from articles import markup

SQLITE = [
    "CREATE VIRTUAL TABLE articles_words USING fts5("
    "words, content='articles_articletext', content_rowid='article_id', "
    "tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER articles_words_insert AFTER INSERT ON articles_articletext BEGIN "
    "INSERT INTO articles_words(rowid, words) VALUES (new.article_id, new.words); END",
    "CREATE TRIGGER articles_words_delete AFTER DELETE ON articles_articletext BEGIN "
    "INSERT INTO articles_words(articles_words, rowid, words) "
    "VALUES ('delete', old.article_id, old.words); END",
    "CREATE TRIGGER articles_words_update AFTER UPDATE OF words ON articles_articletext BEGIN "
    "INSERT INTO articles_words(articles_words, rowid, words) "
    "VALUES ('delete', old.article_id, old.words); "
    "INSERT INTO articles_words(rowid, words) VALUES (new.article_id, new.words); END",
]
SQLITE_BACK = [
    "DROP TRIGGER articles_words_insert",
    "DROP TRIGGER articles_words_delete",
    "DROP TRIGGER articles_words_update",
    "DROP TABLE articles_words",
]
POSTGRESQL = [
    # Stored, so that the places of words need not be worked out again for each candidate.
    "ALTER TABLE articles_articletext ADD COLUMN words_vector tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED",
    "CREATE INDEX articles_words ON articles_articletext USING gin (words_vector)",
]
POSTGRESQL_BACK = [
    "DROP INDEX articles_words",
    "ALTER TABLE articles_articletext DROP COLUMN words_vector",
]


def run(schema_editor, sqlite, postgresql):
    statements = {"sqlite": sqlite, "postgresql": postgresql}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def make_index(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def drop_index(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def keep_words(apps, schema_editor):
    using = schema_editor.connection.alias
    Article = apps.get_model("articles", "Article")
    ArticleText = apps.get_model("articles", "ArticleText")
    for article in Article.objects.using(using).order_by("pk").iterator(chunk_size=500):
        texts = [article.headline, article.standfirst, markup.plain_text(article.body)]
        words = " ".join(w for text in texts for w in re.findall(r"[^\W_]+", text.lower()))
        ArticleText.objects.using(using).create(article=article, words=words)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_linking")]

    operations = [
        migrations.RunPython(make_index, drop_index),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
    ]
