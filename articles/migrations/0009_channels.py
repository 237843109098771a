"""Columns for feeds and machines: an article's unchanging name, its share image, the places of
the front page; and an index for what comes before and after in a section."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from articles.migrations._words import SQLITE


def keep_words_in_step(apps, schema_editor):
    """SQLite gives a table a column by making it anew, and its triggers are lost."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            if statement.startswith("CREATE TRIGGER"):
                schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_search")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="articletext",
            name="share_picture",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.RunPython(keep_words_in_step, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["section", "status", "-published_at", "-slug"], name="article_in_section"),
        ),
        migrations.CreateModel(
            name="FrontPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(unique=True, validators=[django.core.validators.MaxValueValidator(3)], verbose_name="place")),
                ("article", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="front_place", to="articles.article", verbose_name="article")),
                ("until", models.DateTimeField(verbose_name="until")),
            ],
            options={
                "verbose_name": "place on the front page",
                "verbose_name_plural": "places on the front page",
                "ordering": ["position"],
                "constraints": [models.CheckConstraint(condition=models.Q(position__lt=4), name="front_place_exists")],
            },
        ),
    ]
