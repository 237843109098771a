"""The full-text index of the words of every piece, and the words of those there are."""

import html
import re

from django.db import migrations

from articles.migrations._words import POSTGRESQL, POSTGRESQL_BACK, SQLITE, SQLITE_BACK


def run(schema_editor, sqlite, postgresql):
    statements = {"sqlite": sqlite, "postgresql": postgresql}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def make_index(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def drop_index(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def words_of(text):
    return re.findall(r"[^\W_]+", text.lower())


def keep_words(apps, schema_editor):
    """Near enough for the index; `upgrade` derives them anew."""
    using = schema_editor.connection.alias
    Article = apps.get_model("articles", "Article")
    ArticleText = apps.get_model("articles", "ArticleText")
    for article in Article.objects.using(using).order_by("pk").iterator(chunk_size=500):
        text = html.unescape(re.sub(r"<[^>]*>", " ", article.body))
        words = words_of(f"{article.headline} {article.standfirst} {text}")
        ArticleText.objects.using(using).create(article=article, words=" ".join(words))


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_linking")]

    operations = [
        migrations.RunPython(make_index, drop_index),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
    ]
