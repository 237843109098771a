"""A key by which names are compared, and what distinguishes two that are alike."""

from django.db import migrations, models

from articles.migrations._triggers import drop_on_sqlite


NAMED = ("author", "organization", "person", "section", "tag")


def add_columns(model):
    return [
        migrations.AddField(
            model_name=model,
            name="name_key",
            field=models.CharField(
                db_default="", default="", editable=False, max_length=200, serialize=False
            ),
        ),
        migrations.AddField(
            model_name=model,
            name="distinguished_by",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text=(
                    "Only where another has the same name: “sport”, “Turin”. "
                    "Readers do not see it."
                ),
                max_length=60,
                verbose_name="distinguished by",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_quotation_rights")]

    operations = [
        drop_on_sqlite("edition_", "look_", "tally_"),
        *[operation for model in NAMED for operation in add_columns(model)],
        drop_on_sqlite("edition_", "look_", "tally_"),  # first of all on the way back
    ]
