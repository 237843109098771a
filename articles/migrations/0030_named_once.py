"""A name is there once, unless a person says that two bear it; also that of who signs."""

from django.db import migrations, models

from articles.migrations._triggers import drop_on_sqlite


NAMED = ("author", "organization", "person", "section", "tag")


def named_once(model):
    return migrations.AddConstraint(
        model_name=model,
        constraint=models.UniqueConstraint(
            condition=models.Q(("name_key", ""), _negated=True),
            fields=("name_key", "distinguished_by"),
            name=f"{model}_named_once",
            violation_error_message="This name is there already.",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_fill_name_keys")]

    operations = [
        drop_on_sqlite("edition_", "look_", "tally_"),
        *map(named_once, NAMED),
        migrations.AlterField(
            model_name="author",
            name="name",
            field=models.CharField(
                help_text="Exactly as it is printed: nothing is put before it.",
                max_length=120,
                verbose_name="signature",
            ),
        ),
        drop_on_sqlite("edition_", "look_", "tally_"),  # first of all on the way back
    ]
